import { tableKey, type TableName } from '../operations/name.ts';
import { touch, type Fold, type OnLine } from './fold.ts';
import type { ConstraintState } from './schema-history.ts';
import { dropLine, headNow, lineNow } from './schema-timelines.ts';
import { setPart, type TableTimeline } from './table-timeline.ts';
import { allNow, latest, setFrom } from '../../model/versioned.ts';

/**
 * Drops a table or a view, and what cannot be without it: its partitions, the foreign keys that lead to it or to what
 * it is a partition of, the views that read it. PostgreSQL does so at the word CASCADE, and else refuses as long as there are any. What inherits from
 * it goes at that word, and else is on its own from then on.
 */
export function dropRelation(table: TableName, fold: Fold, { cascade }: { readonly cascade: boolean }): void {
  const { lines, at } = fold;
  const open = [tableKey(table)];
  while (open.length > 0) {
    const key = open.pop();
    if (key === undefined) continue;
    const wholes = wholesOf(key, fold);
    dropLine(lines, key, at);
    if (latest(lines.views, key) !== undefined) setFrom(lines.views, { key, at }, undefined);
    for (const one of [key, ...wholes]) endReferences(one, fold, () => true);
    for (const one of [...childrenGone(key, fold, cascade), ...readersOf(key, fold)]) open.push(one);
  }
}

/** The foreign keys that lead to a column of a table, with others or alone. */
export function dropReferencesTo(column: string, { line, fold }: OnLine): void {
  const table = headNow(fold.lines, line)?.table;
  const key = table && tableKey(table);
  if (key === undefined) return;
  const keyColumns = primaryKeyNow(line);
  endReferences(key, fold, ({ columns = keyColumns }) => columns?.includes(column) === true);
}

/** The foreign keys that need a key of a table: those to its columns, unless it has another key of the same. */
export function dropReferencesOf(key: ConstraintState, { line, fold }: OnLine): void {
  const table = headNow(fold.lines, line)?.table;
  const of = table && tableKey(table);
  const { kind, columns } = key.definition;
  if (of === undefined || columns === undefined || !isKey(key)) return;
  const others = allNow(line.constraints).filter(([, other]) => other !== key && isKey(other));
  if (others.some(([, { definition }]) => isSameSet(definition.columns, columns))) return;
  endReferences(of, fold, (target) =>
    target.columns === undefined ? kind === 'primary-key' : isSameSet(target.columns, columns),
  );
}

function isKey({ definition }: ConstraintState): boolean {
  return definition.kind === 'primary-key' || definition.kind === 'unique';
}

function isSameSet(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one?.length === other.length && one.every((column) => other.includes(column));
}

type Target = Extract<ConstraintState['definition'], { readonly kind: 'foreign-key' }>['target'];

/** What REFERENCES means that names no column. */
function primaryKeyNow({ constraints }: TableTimeline): readonly string[] | undefined {
  return allNow(constraints).find(([, { definition }]) => definition.kind === 'primary-key')?.[1].definition
    .columns;
}

function readersOf(key: string, { lines }: Fold): readonly string[] {
  return [...(lines.readers.get(key) ?? [])].filter((view) =>
    latest(lines.views, view)?.reads.some((one) => tableKey(one) === key),
  );
}

function endReferences(key: string, fold: Fold, isGone: (target: Target) => boolean): void {
  const { lines, at } = fold;
  for (const line of lines.relatives.referrers.get(key) ?? []) {
    if (headNow(lines, line) === undefined) continue;
    for (const [name, { definition }] of allNow(line.constraints)) {
      if (definition.kind !== 'foreign-key' || tableKey(definition.target.table) !== key) continue;
      if (!isGone(definition.target)) continue;
      setPart(line.constraints, { key: name, at }, undefined);
      touch(fold, line);
    }
  }
}

/** What it is a partition of, and what that is one of: PostgreSQL keeps the foreign keys to those for it as well. */
function wholesOf(key: string, fold: Fold): readonly string[] {
  const wholes: string[] = [];
  for (let one = wholeOf(key, fold); one !== undefined && wholes.length < DEEPEST; one = wholeOf(one, fold)) {
    wholes.push(one);
  }
  return wholes;
}

/** Bounds the work on text that is made to be slow, where a table may also be a partition of itself. */
const DEEPEST = 64;

function wholeOf(key: string, { lines }: Fold): string | undefined {
  const line = lineNow(lines, key);
  const parents = (line && latest(lines.parents, line)) ?? [];
  const whole = parents.find(({ as }) => as === 'partition-of');
  return whole && tableKey(whole.table);
}

function childrenGone(key: string, { lines, at }: Fold, cascade: boolean): readonly (string | undefined)[] {
  return [...(lines.relatives.children.get(key) ?? [])].flatMap((line) => {
    const head = headNow(lines, line);
    const parents = latest(lines.parents, line) ?? [];
    const parent = parents.find((one) => tableKey(one.table) === key);
    if (head === undefined || parent === undefined) return [];
    if (cascade || parent.as === 'partition-of') return [tableKey(head.table)];
    setFrom(
      lines.parents,
      { key: line, at },
      parents.filter((one) => one !== parent),
    );
    return [];
  });
}
