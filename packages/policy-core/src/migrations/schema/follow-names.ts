import { tableKey, type TableName } from '../operations/name.ts';
import type { ConstraintState } from './schema-history.ts';
import { noteReader, noteRelative, type SchemaLines } from './schema-timelines.ts';
import { setPart, type TableTimeline } from './table-timeline.ts';
import { allNow, latest, setFrom } from '../../model/versioned.ts';

/** From one name to another, which may be one that is not known. */
interface Renaming {
  readonly from: TableName;
  readonly to: TableName;
}

/** A table or a view goes by another name from `at` on, also where its children, foreign keys and views tell of it. */
export function followRelation(lines: SchemaLines, renaming: Renaming, at: number): void {
  const key = tableKey(renaming.from);
  if (key === undefined || key === tableKey(renaming.to)) return;
  const following = { of: key, to: renaming.to };
  followParent(lines, following, at);
  for (const line of lines.relatives.referrers.get(key) ?? []) {
    changeTargets(line, { of: key, change: (target) => ({ ...target, table: renaming.to }) }, at);
    noteRelative(lines, 'referrers', { of: renaming.to, line });
  }
  followRead(lines, following, at);
}

interface Following {
  readonly of: string;
  readonly to: TableName;
}

function followParent(lines: SchemaLines, { of, to }: Following, at: number): void {
  for (const line of lines.relatives.children.get(of) ?? []) {
    const parents = latest(lines.parents, line) ?? [];
    const next = parents.map((one) => (tableKey(one.table) === of ? { ...one, table: to } : one));
    setFrom(lines.parents, { key: line, at }, next);
    noteRelative(lines, 'children', { of: to, line });
  }
}

function followRead(lines: SchemaLines, { of, to }: Following, at: number): void {
  for (const key of lines.readers.get(of) ?? []) {
    const view = latest(lines.views, key);
    if (view === undefined) continue;
    const reads = view.reads.map((one) => (tableKey(one) === of ? to : one));
    setFrom(lines.views, { key, at }, { ...view, reads });
    noteReader(lines, { of: to, view: key });
  }
}

/** The same for a column that foreign keys lead to. */
export function followColumn(
  lines: SchemaLines,
  { table, from, to }: { readonly table: TableName; readonly from: string; readonly to: string },
  at: number,
): void {
  const key = tableKey(table);
  if (key === undefined) return;
  const change = (target: Target): Target => ({
    ...target,
    columns: target.columns?.map((column) => (column === from ? to : column)),
  });
  for (const line of lines.relatives.referrers.get(key) ?? []) changeTargets(line, { of: key, change }, at);
}

type Target = Extract<ConstraintState['definition'], { readonly kind: 'foreign-key' }>['target'];

function changeTargets(
  line: TableTimeline,
  { of, change }: { readonly of: string; readonly change: (target: Target) => Target },
  at: number,
): void {
  for (const [key, state] of allNow(line.constraints)) {
    const { definition } = state;
    if (definition.kind !== 'foreign-key' || tableKey(definition.target.table) !== of) continue;
    const target = change(definition.target);
    setPart(line.constraints, { key, at }, { ...state, definition: { ...definition, target } });
  }
}
