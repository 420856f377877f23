import type { TableState } from '../../schema/schema-history.ts';
import { compareColumnTypes } from '../../operations/column-type-sameness.ts';
import { actionDifference } from '../../operations/foreign-key-difference.ts';
import type { Operation } from '../../operations/operation.ts';
import { madeConstraints } from '../../operations/undone-by.ts';

interface MadeAgain {
  /** Operations that make it again. */
  readonly by: readonly Operation[];
  readonly before: TableState | undefined;
}

/** Whether what comes back is held against what was there. */
export function isComparable({ kind }: Operation): boolean {
  return ['drop-column', 'drop-table', 'drop-index', 'drop-constraint'].includes(kind);
}

/** A clause where something comes back otherwise than it was, as far as both are known; else `undefined`. */
export function restoredDifference(operation: Operation, { by, before }: MadeAgain): string | undefined {
  if (before === undefined) return undefined;
  for (const made of by) {
    const why = differenceOf(operation, made, before);
    if (why !== undefined) return why;
  }
  return undefined;
}

function differenceOf(operation: Operation, made: Operation, before: TableState): string | undefined {
  if (operation.kind === 'drop-column' && made.kind === 'add-column') return columnDifference(made, before);
  if (operation.kind === 'drop-table' && made.kind === 'create-table') return tableDifference(made, before);
  if (operation.kind === 'drop-constraint') return keyDifference(operation, made, before);
  if (operation.kind === 'drop-index' && made.kind === 'create-index') return indexDifference(made, before);
  return undefined;
}

function columnDifference(
  { column }: Extract<Operation, { kind: 'add-column' }>,
  before: TableState,
): string | undefined {
  const was = before.columns.get(column.name.text);
  if (was?.type === undefined) return undefined;
  return compareColumnTypes(was.type, column.type) === 'other'
    ? `the column ${column.name.text} had another type`
    : undefined;
}

function tableDifference(
  { columns, isWhole }: Extract<Operation, { kind: 'create-table' }>,
  before: TableState,
): string | undefined {
  if (!isWhole || columns.some(({ name }) => !name.isKnown)) return undefined;
  const made = new Set(columns.map(({ name }) => name.text));
  const lost = [...before.columns.keys()].find((name) => !made.has(name));
  return lost === undefined ? undefined : `the table had a column ${lost}, too`;
}

function indexDifference(
  { name, columns, unique }: Extract<Operation, { kind: 'create-index' }>,
  before: TableState,
): string | undefined {
  const was = before.indexes.find((index) => index.name === name?.text);
  if (was === undefined) return undefined;
  if (was.unique !== undefined && unique !== undefined && was.unique !== unique)
    return `the index ${was.name} was ${was.unique ? '' : 'not '}unique`;
  const covers = (list: readonly string[] | undefined) => list?.join(', ');
  if (was.columns === undefined || columns === undefined || covers(was.columns) === covers(columns))
    return undefined;
  return `the index ${was.name} covered ${covers(was.columns)}`;
}

/** What a foreign key does when a row goes that others refer to. */
function keyDifference(
  { name }: Extract<Operation, { kind: 'drop-constraint' }>,
  made: Operation,
  before: TableState,
): string | undefined {
  const was = before.constraints.find((constraint) => constraint.name === name?.text)?.definition;
  const again = madeConstraints(made).find(({ constraint }) => constraint.name?.text === name?.text);
  if (was === undefined || again === undefined || was.hasMore || again.constraint.hasMore) return undefined;
  if (was.kind !== 'foreign-key' || again.constraint.kind !== 'foreign-key') return undefined;
  const what = actionDifference(was, again.constraint);
  return what && `the foreign key ${again.constraint.name?.text} had ${what}`;
}
