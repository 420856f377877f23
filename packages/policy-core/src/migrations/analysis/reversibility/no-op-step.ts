import type { TableState } from '../../schema/schema-history.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import type { AlterColumn, OperationStep } from '../../operations/operation.ts';
import type { Flag } from '../../operations/flag.ts';

/** The table just before an operation; `undefined` where it is not known. */
type Before = () => TableState | undefined;

/**
 * Whether an operation leaves everything as it was: it only asks or tells something, or what it makes or takes
 * away is there, or is not there, already. Under a condition, and where an error is passed over, that is the same as
 * IF EXISTS.
 *
 * @param before most operations do not ask
 */
export function isNoOpStep({ operation, isCertain }: Done, before: Before): boolean {
  const isAsked = (flag: Flag) => flag !== false || !isCertain;
  switch (operation.kind) {
    case 'validate-constraint':
    case 'other':
      return true;
    case 'create-table':
      return isThereOrPasses(operation, isAsked, before);
    case 'add-column':
      return isColumnThere(operation, isAsked, before);
    case 'drop-column':
      return isColumnGone(operation, isAsked, before);
    case 'alter-column':
      return altersNothing(operation);
    case 'create-index':
      return isIndexThere(operation, before);
    default:
      return false;
  }
}

type Done = Pick<OperationStep, 'operation' | 'isCertain'>;

/** Whether something is only done where that makes sense, also where only running it tells. */
type Asked = (flag: Flag) => boolean;

function isThereOrPasses(
  { table, isTemporary, ifNotExists }: OperationOf<'create-table'>,
  isAsked: Asked,
  before: Before,
): boolean {
  return table.isKnown && (isTemporary || (isAsked(ifNotExists) && before() !== undefined));
}

function isColumnThere(operation: OperationOf<'add-column'>, isAsked: Asked, before: Before): boolean {
  const { name } = operation.column;
  const mayBeThere = operation.table.isKnown && name.isKnown && isAsked(operation.ifNotExists);
  return mayBeThere && before()?.columns.has(name.text) === true;
}

function isColumnGone(operation: OperationOf<'drop-column'>, isAsked: Asked, before: Before): boolean {
  const { table, column, ifExists, cascade } = operation;
  if (!table.isKnown || !column.isKnown || cascade || !isAsked(ifExists)) return false;
  const state = before();
  return state?.isWhole === true && !state.columns.has(column.text);
}

function altersNothing({ table, column, type, nullable, default: preset }: AlterColumn): boolean {
  const isNone = type === undefined && nullable === undefined && preset === undefined;
  return table.isKnown && column.isKnown && isNone;
}

/** Under a condition it may be made anew, for another one of its name may have gone before under a name that is not known. */
function isIndexThere({ name, ifNotExists }: OperationOf<'create-index'>, before: Before): boolean {
  if (name?.isKnown !== true || ifNotExists === false) return false;
  return before()?.indexes.some((index) => index.name === name.text) === true;
}
