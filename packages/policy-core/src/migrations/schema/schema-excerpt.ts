import { tableKey, type TableName } from '../operations/name.ts';
import type { SchemaBefore } from './schema-before.ts';
import type { TableState } from './schema-history.ts';
import {
  newSchemaLines,
  noteReader,
  noteRelative,
  ownName,
  placeLine,
  type SchemaLines,
} from './schema-timelines.ts';
import { namelessKey, newTimeline, setPart, type TableTimeline } from './table-timeline.ts';
import { setFrom } from '../../model/versioned.ts';

/** What is asked for of a schema, by names. */
export interface Named {
  readonly tables: readonly TableName[];
  readonly indexes: readonly string[];
  readonly types: readonly string[];
  readonly routines: readonly string[];
}

/**
 * A schema of its own, at position 0, with the tables that are named and those that refer to them: more can be folded
 * onto it, and the schema that it is taken from stays as it is.
 */
export function excerptOf(before: SchemaBefore, named: Named): SchemaLines {
  const lines = newSchemaLines();
  for (const state of statesOf(before, named)) placeState(lines, state);
  placeViews(lines, before);
  placeTypes(lines, before, named.types);
  for (const key of named.routines) {
    const routine = before.schema.routineAt(key, before.moment);
    if (routine !== undefined) setFrom(lines.routines, { key, at: 0 }, routine);
  }
  return lines;
}

/** Each table once. */
function statesOf({ schema, moment }: SchemaBefore, { tables, indexes }: Named): Iterable<TableState> {
  const relatives = tables.flatMap((table) => [
    ...schema.childrenOf(table, moment).map((child) => child.table),
    ...schema.referencesTo(table, moment).map(({ from }) => from),
  ]);
  const states = [
    ...[...tables, ...relatives].map((table) => schema.tableAt(table, moment)),
    ...indexes.map((name) => schema.tableOfIndex(name, moment)),
  ];
  return new Map(
    states.flatMap((state) => (state ? [[tableKey(state.table), state] as const] : [])),
  ).values();
}

function placeState(lines: SchemaLines, state: TableState): void {
  const { table, createdIn, isPartitioned, isWhole, isClear, parents, columns, constraints, indexes } = state;
  const at = 0;
  const line = newTimeline({ born: at, createdIn, ...(isPartitioned && { isPartitioned }) }, lines.changes);
  placeLine(lines, { line, table, isWhole, isClear }, at);
  if (parents.length > 0) setFrom(lines.parents, { key: line, at }, parents);
  for (const { table: of } of parents) noteRelative(lines, 'children', { of, line });
  for (const [key, column] of columns) setPart(line.columns, { key, at }, column);
  placeParts(lines, line, { constraints, indexes });
}

function placeParts(
  lines: SchemaLines,
  line: TableTimeline,
  { constraints, indexes }: Pick<TableState, 'constraints' | 'indexes'>,
): void {
  const at = 0;
  for (const constraint of constraints) {
    setPart(line.constraints, { key: constraint.name ?? namelessKey(line.constraints), at }, constraint);
    const { definition } = constraint;
    if (definition.kind === 'foreign-key')
      noteRelative(lines, 'referrers', { of: definition.target.table, line });
  }
  for (const index of indexes)
    setPart(line.indexes, { key: index.name ?? namelessKey(line.indexes), at }, index);
  for (const { name } of [...constraints, ...indexes])
    if (name !== undefined) ownName(lines, { name, line }, at);
}

function placeViews(lines: SchemaLines, { schema, moment }: SchemaBefore): void {
  for (const view of schema.viewsAt(moment)) {
    const key = tableKey(view.view);
    if (key === undefined) continue;
    setFrom(lines.views, { key, at: 0 }, view);
    for (const of of view.reads) noteReader(lines, { of, view: key });
  }
}

function placeTypes(lines: SchemaLines, { schema, moment }: SchemaBefore, types: readonly string[]): void {
  for (const key of types) {
    const values = schema.enumAt(key, moment);
    if (values !== undefined) setFrom(lines.enums, { key, at: 0 }, values);
    const domain = schema.domainAt(key, moment);
    if (domain !== undefined) setFrom(lines.domains, { key, at: 0 }, domain);
  }
}
