import type { TableState } from '../schema/schema-history.ts';
import type { OperationOf } from './by-kind.ts';
import type { AlterColumn, Flag, Operation } from './operation.ts';

/** The table just before an operation; `undefined` where it is not known. */
type Before = () => TableState | undefined;

/**
 * Whether an operation leaves everything as it was: it only asks or tells something, or what it makes or takes
 * away is there, or is not there, already.
 *
 * @param before most operations do not ask
 */
export function isNothingToUndo(operation: Operation, before: Before): boolean {
  switch (operation.kind) {
    case 'validate-constraint':
    case 'other':
      return true;
    case 'create-table':
      return isThereOrPasses(operation, before);
    case 'add-column':
      return isColumnThere(operation, before);
    case 'drop-column':
      return isColumnGone(operation, before);
    case 'alter-column':
      return altersNothing(operation);
    case 'create-index':
      return isIndexThere(operation, before);
    default:
      return false;
  }
}

function isThereOrPasses(
  { table, isTemporary, ifNotExists }: OperationOf<'create-table'>,
  before: Before,
): boolean {
  return table.isKnown && (isTemporary || (mayBe(ifNotExists) && before() !== undefined));
}

function isColumnThere(operation: OperationOf<'add-column'>, before: Before): boolean {
  const { name } = operation.column;
  const mayBeThere = operation.table.isKnown && name.isKnown && mayBe(operation.ifNotExists);
  return mayBeThere && before()?.columns.has(name.text) === true;
}

function isColumnGone(operation: OperationOf<'drop-column'>, before: Before): boolean {
  const { table, column, ifExists, cascade } = operation;
  if (!table.isKnown || !column.isKnown || cascade || !mayBe(ifExists)) return false;
  const state = before();
  return state?.isWhole === true && !state.columns.has(column.text);
}

function altersNothing({ table, column, type, nullable, default: preset }: AlterColumn): boolean {
  const isNone = type === undefined && nullable === undefined && preset === undefined;
  return table.isKnown && column.isKnown && isNone;
}

function isIndexThere({ name, ifNotExists }: OperationOf<'create-index'>, before: Before): boolean {
  if (name?.isKnown !== true || !mayBe(ifNotExists)) return false;
  return before()?.indexes.some((index) => index.name === name.text) === true;
}

/** Also where only running it tells. */
function mayBe(flag: Flag): boolean {
  return flag !== false;
}
