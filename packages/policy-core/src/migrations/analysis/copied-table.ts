import type { ColumnState, TableState } from '../schema/schema-history.ts';
import { typeChange } from '../schema/type-change.ts';
import { compareColumnTypes } from '../operations/column-type-sameness.ts';
import { operationTable } from '../operations/operation-table.ts';
import type { JudgedUpgrade, StepOf } from './judged-upgrade.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { CopiedRows, Operation, OperationStep, Step } from '../operations/operation.ts';
import type { TableDrop } from './table-drops.ts';
import { schemaAround } from './schema-around.ts';

/**
 * Whether a table is dropped once another one has taken its place with every row and every column: it is made, one INSERT
 * takes all from the old one as it is, and at the end it has the name that the old one began with. Any step in the
 * migration of which less than that is certain, and any that could part them again, speaks against it.
 */
export function isCopiedTable({ steps }: TableDrop): boolean {
  return steps.every(isCopied);
}

function isCopied({ operation, upgrade, index, isCertain }: StepOf<'drop-table'>): boolean {
  if (operation.cascade || !isCertain) return false;
  const { steps, copies } = plainSteps(upgrade);
  const at = copies.get(tableKey(operation.table))?.findLast((place) => place < index) ?? -1;
  const copy = copyIn(steps[at]);
  if (copy === undefined || steps.length < upgrade.steps.length) return false;
  const { schema, revision } = schemaAround(upgrade);
  const stateOf = (table: TableName) => schema.tableAt(table, { revision, step: at });
  return (
    isSuccession(steps, { old: operation.table, copied: at, into: copy.into, dropped: index }) &&
    holdsAll(stateOf(operation.table), { now: stateOf(copy.into), copied: copy.rows.columns })
  );
}

/** The steps of an upgrade that do what they say, and where rows are copied, by the table that they are taken from. */
const plainSteps = memoizeByObject((upgrade: JudgedUpgrade) => {
  const steps = upgrade.steps.flatMap((step) => plainly(step) ?? []);
  const copies = new Map<string | undefined, number[]>();
  for (const [place, step] of steps.entries()) {
    const from = copyIn(step)?.rows.from;
    if (from?.isKnown !== true) continue;
    const places = copies.get(tableKey(from));
    if (places === undefined) copies.set(tableKey(from), [place]);
    else places.push(place);
  }
  return { steps, copies };
});

interface Succession {
  readonly old: TableName;
  /** Where it is copied and dropped. */
  readonly copied: number;
  readonly dropped: number;
  readonly into: TableName;
}

/** Whether the new table is empty before, and has the place of the old one for good. */
function isSuccession(steps: readonly OperationStep[], { old, copied, dropped, into }: Succession): boolean {
  const key = tableKey(old);
  const end = nameAtEnd(steps.slice(copied + 1), into);
  return (
    end !== undefined &&
    end === nameAtStart(steps.slice(0, dropped), old) &&
    isMadeBefore(steps.slice(0, copied), into) &&
    steps.slice(copied + 1, dropped).every(({ operation }) => isAside(operation, key))
  );
}

const SETTINGS = 'settings';

/** SQLite is set up before its tables are copied. */
function plainly(step: Step): OperationStep | undefined {
  if (step.kind === 'operation') return isUnderstood(step) ? step : undefined;
  const { reach, problem: _, ...place } = step;
  if (reach?.kind !== 'settings') return undefined;
  return { ...place, kind: 'operation', via: 'sql', operation: { kind: 'other', what: SETTINGS } };
}

/** Steps that do what they say, to tables that are known, and nothing else: no name means anything else afterwards. */
function isUnderstood(step: OperationStep): boolean {
  if (step.autocommit || step.shift !== undefined) return false;
  const { operation, via, isCertain } = step;
  if (operation.kind === 'other') return via !== 'sql' || HARMLESS.has(operation.what);
  if (operationTable(operation)?.isKnown !== true) return false;
  return operation.kind === 'change-rows'
    ? KEEPS_ROWS.has(operation.verb)
    : isCertain && OF_TABLES.has(operation.kind);
}

const KEEPS_ROWS: ReadonlySet<string> = new Set(['insert', 'update']);
const HARMLESS: ReadonlySet<string> = new Set(['COMMENT', 'GRANT', 'REVOKE', 'SELECT', SETTINGS]);

const OF_TABLES: ReadonlySet<Operation['kind']> = new Set([
  'create-table',
  'drop-table',
  'rename-table',
  'add-column',
  'drop-column',
  'rename-column',
  'alter-column',
  'create-index',
  'add-constraint',
  'drop-constraint',
  'rename-constraint',
]);

interface Copy {
  readonly into: TableName;
  readonly rows: CopiedRows;
}

function copyIn(step: OperationStep | undefined): Copy | undefined {
  if (step?.operation.kind !== 'change-rows' || !step.isCertain) return undefined;
  const { copied, table } = step.operation;
  return copied && { into: table, rows: copied };
}

/** Nothing was in it, and nobody gave it another name. */
function isMadeBefore(steps: readonly OperationStep[], table: TableName): boolean {
  const key = tableKey(table);
  const made = steps.findLastIndex(
    ({ operation }) => operation.kind === 'create-table' && tableKey(operation.table) === key,
  );
  const operation = steps[made]?.operation;
  return (
    operation?.kind === 'create-table' &&
    operation.ifNotExists === false &&
    !operation.isTemporary &&
    steps.slice(made + 1).every((one) => isAside(one.operation, key))
  );
}

/** Whether it leaves a table alone, but for indexes and constraints: where these refuse a row, all is rolled back. */
function isAside(operation: Operation, key: string | undefined): boolean {
  const isOfIt = operationTable(operation) !== undefined && tableKeysOf(operation).includes(key);
  return !isOfIt || operation.kind === 'create-index' || operation.kind.endsWith('-constraint');
}

/** A new name is one, too. */
function tableKeysOf(operation: Operation): readonly (string | undefined)[] {
  const table = operationTable(operation);
  if (table === undefined) return [];
  const renamed = operation.kind === 'rename-table' ? [tableKey({ ...table, ...operation.to })] : [];
  return [tableKey(table), ...renamed];
}

/** Whether each column of before is there, was copied, and takes all that it held. */
function holdsAll(
  was: TableState | undefined,
  {
    now,
    copied,
  }: { readonly now: TableState | undefined; readonly copied: readonly string[] | 'all' | undefined },
): boolean {
  if (was?.isWhole !== true || now?.isWhole !== true || copied === undefined) return false;
  return [...was.columns.values()].every((column) => {
    const there = now.columns.get(column.name);
    return (
      (copied === 'all' || copied.includes(column.name)) && there !== undefined && takesAll(column, there)
    );
  });
}

function takesAll({ type: was }: ColumnState, { type: now, default: preset }: ColumnState): boolean {
  if (was === undefined || now === undefined || preset?.kind === 'computed') return false;
  return compareColumnTypes(was, now) === 'same' || typeChange(was, now).kind === 'widening';
}

/** By its key; `undefined` where it does not last, or not as it was filled. */
function nameAtEnd(steps: readonly OperationStep[], table: TableName): string | undefined {
  let now = table;
  for (const { operation } of steps) {
    const isOfIt = operationTable(operation) !== undefined && tableKeysOf(operation).includes(tableKey(now));
    if (!isOfIt || isAside(operation, tableKey(now)) || isInsert(operation)) continue;
    if (operation.kind !== 'rename-table' || tableKey(operation.table) !== tableKey(now)) return undefined;
    now = { ...now, ...operation.to };
  }
  return tableKey(now);
}

function isInsert(operation: Operation): boolean {
  return operation.kind === 'change-rows' && operation.verb === 'insert';
}

function nameAtStart(steps: readonly OperationStep[], table: TableName): string | undefined {
  let then = table;
  for (const { operation } of steps.toReversed()) {
    if (operation.kind !== 'rename-table') continue;
    if (tableKey({ ...operation.table, ...operation.to }) === tableKey(then)) then = operation.table;
  }
  return tableKey(then);
}
