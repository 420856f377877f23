import { memoizeByObject } from '../../model/memoize.ts';
import { valueAt, versionFrom, type ValueVersion } from '../../model/value-version.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import { spelling, type Name, type TableName } from '../operations/name.ts';
import { searchPathChanges, type SearchPathChanges } from '../operations/search-path-changes.ts';
import type { OperationStep, Step } from '../operations/operation.ts';

/**
 * Whether a name stands for something that earlier steps of the same migration made, so that nobody can miss it.
 *
 * - `new`: in any case.
 * - `perhaps`: where a condition held, or no error undid it.
 * - `old`: it was there before, or nobody can tell.
 */
export type Newness = 'new' | 'perhaps' | 'old';

/**
 * Newness lasts as long as names keep their meaning, and belongs to the spelling under which something was made:
 * `orders` and `public.orders` are mostly one table, and may be two. `index` is that of a step, just before it runs.
 */
export interface NewObjects {
  readonly table: (table: TableName, index: number) => Newness;
  /** By itself, or with its table. */
  readonly column: (table: TableName, column: Name, index: number) => Newness;
}

export const newObjectsIn: (steps: readonly Step[]) => NewObjects = memoizeByObject(
  (steps: readonly Step[]) => {
    const things = thingsOf(steps, { isTakenAtWord: false });
    return {
      table: (table, index) => tableNewness(things, table, index),
      column: (table, column, index) => {
        const ofTable = tableNewness(things, table, index);
        const ofColumn = columnNewness(things, { table, column, index });
        return ofTable === 'new' || ofColumn === 'old' ? ofTable : ofColumn;
      },
    };
  },
);

/** A table that steps claim to have made. */
export interface ClaimedTable {
  readonly newness: Newness;
  /** The step that made it, or gave it its name. */
  readonly at: number;
  /** As the migration called it when it made it IF NOT EXISTS; left out where it was made in any case. */
  readonly unlessThere?: TableName;
}

/**
 * The same of tables, by what the migration says of itself: IF NOT EXISTS is taken at its word. `undefined` where it claims
 * nothing.
 */
export const claimedTablesIn: (
  steps: readonly Step[],
) => (table: TableName, index: number) => ClaimedTable | undefined = memoizeByObject(
  (steps: readonly Step[]) => {
    const things = thingsOf(steps, { isTakenAtWord: true });
    return (table: TableName, index: number) => {
      const line = lineAt(things, table, index);
      return line && { ...line, newness: tableNewness(things, table, index) };
    };
  },
);

/** How the steps are read. */
interface Things {
  /** By their spelling. */
  readonly tables: Map<string, ValueVersion<Line>>;
  readonly shifts: SearchPathChanges;
  /** Whether IF NOT EXISTS makes a table. */
  readonly isTakenAtWord: boolean;
}

function thingsOf(steps: readonly Step[], reading: Pick<Things, 'isTakenAtWord'>): Things {
  const things: Things = { ...reading, tables: new Map(), shifts: searchPathChanges(steps) };
  steps.forEach((step, index) => {
    if (step.kind === 'operation') noteStep(things, step, index);
  });
  return things;
}

interface Made {
  readonly newness: Newness;
  /** The step that made it, or gave it its name. */
  readonly at: number;
}

/** A table under one of its names; the columns are those that were added or renamed. */
interface Line extends ClaimedTable {
  readonly columns: Map<string, ValueVersion<Made>>;
}

function lineAt({ tables }: Things, table: TableName, index: number): Line | undefined {
  return valueAt(tables.get(spelling(table)), index);
}

function tableNewness(things: Things, table: TableName, index: number): Newness {
  return lasting(things, table, { made: lineAt(things, table, index), index });
}

/** `old` for a name that is not known: the next one of the same source may be another. */
function columnNewness(
  things: Things,
  { table, column, index }: { readonly table: TableName; readonly column: Name; readonly index: number },
): Newness {
  if (!table.isKnown || !column.isKnown) return 'old';
  const made = valueAt(lineAt(things, table, index)?.columns.get(column.text), index);
  return lasting(things, table, { made, index });
}

function lasting(
  { shifts }: Things,
  table: TableName,
  { made, index }: { readonly made: Made | undefined; readonly index: number },
): Newness {
  if (made === undefined) return 'old';
  return shifts.before(table, index) > made.at ? 'old' : made.newness;
}

const NEVER = -1;

function noteStep(things: Things, step: OperationStep, at: number): void {
  const { operation } = step;
  switch (operation.kind) {
    case 'create-table':
      noteCreated(things, operation, { newness: madeBy(step), at });
      break;
    case 'drop-table':
      setTable(things, operation.table, oldLine(at));
      break;
    case 'rename-table':
      move(things, step, { from: operation.table, to: { ...operation.table, ...operation.to }, at });
      break;
    case 'set-table-schema': {
      const { table, schema } = operation;
      const to = { ...table, schema: schema.text, isKnown: table.isKnown && schema.isKnown };
      move(things, step, { from: table, to, at });
      break;
    }
    case 'add-column':
      // What may have been there stays what it was.
      if (operation.ifNotExists !== false) break;
      setColumn(things, operation.table, { column: operation.column.name, newness: madeBy(step), at });
      break;
    case 'drop-column':
      setColumn(things, operation.table, { column: operation.column, newness: 'old', at });
      break;
    case 'rename-column':
      renameColumn(things, step, { ...operation, at });
      break;
    default:
  }
}

function madeBy({ isCertain, shift }: OperationStep): Newness {
  return isCertain && shift !== 'undone' ? 'new' : 'perhaps';
}

function noteCreated(
  things: Things,
  { table, ifNotExists, isTemporary, isGoneOnCommit }: OperationOf<'create-table'>,
  made: Made,
): void {
  if (ifNotExists !== false) {
    if (things.isTakenAtWord && !isTemporary) noteUnlessThere(things, table, made);
    // What may have been there stays what it was.
    return;
  }
  // The search path may name temporary tables behind others.
  const isBehind = isTemporary && things.shifts.statedBefore(table, made.at) > NEVER;
  const newness = isBehind || isGoneOnCommit === true ? 'old' : made.newness;
  setTable(things, table, { ...made, newness, columns: new Map() });
}

/** One that the migration has made already stays what it was. */
function noteUnlessThere(things: Things, table: TableName, made: Made): void {
  const line = lineAt(things, table, made.at);
  if (lasting(things, table, { made: line, index: made.at }) !== 'old') return;
  setTable(things, table, { ...made, unlessThere: table, columns: line?.columns ?? new Map() });
}

interface Move {
  readonly from: TableName;
  readonly to: TableName;
  readonly at: number;
}

/** Its columns go along with another name, and are not followed into another schema. */
function move(things: Things, step: OperationStep, { from, to, at }: Move): void {
  const line = lineAt(things, from, at);
  const newness = weaker(lasting(things, from, { made: line, index: at }), madeBy(step));
  const isRenamed = step.operation.kind === 'rename-table' && madeBy(step) === 'new';
  setTable(things, from, oldLine(at));
  setTable(things, to, {
    newness,
    at,
    ...(line?.unlessThere && { unlessThere: line.unlessThere }),
    columns: (isRenamed ? line?.columns : undefined) ?? new Map(),
  });
}

function renameColumn(
  things: Things,
  step: OperationStep,
  { table, column, to, at }: OperationOf<'rename-column'> & { readonly at: number },
): void {
  const newness = weaker(columnNewness(things, { table, column, index: at }), madeBy(step));
  setColumn(things, table, { column, newness: 'old', at });
  setColumn(things, table, { column: to, newness, at });
}

/** Whether it counts for a step: what is made under a condition only does for what is done under one as well. */
export function countsAsNew(newness: Newness, isCertain: boolean): boolean {
  return newness === 'new' || (newness === 'perhaps' && !isCertain);
}

function weaker(newness: Newness, other: Newness): Newness {
  return newness === 'new' ? other : newness;
}

function oldLine(at: number): Line {
  return { newness: 'old', at, columns: new Map() };
}

function setTable({ tables }: Things, table: TableName, line: Line): void {
  const key = spelling(table);
  tables.set(key, versionFrom(tables.get(key), line.at + 1, line));
}

function setColumn(
  things: Things,
  table: TableName,
  { column, ...made }: Made & { readonly column: Name },
): void {
  if (!table.isKnown || !column.isKnown) return;
  // The one that holds by now, with all that was done before.
  let line = things.tables.get(spelling(table))?.value;
  if (line === undefined) {
    line = oldLine(NEVER);
    setTable(things, table, line);
  }
  line.columns.set(column.text, versionFrom(line.columns.get(column.text), made.at + 1, made));
}
