import { coveredBy, operationTable } from './covered-by.ts';
import type { TableName } from './name.ts';
import type { Operation } from './operation.ts';
import { namesAcross } from './same-names.ts';
import { isUndoneBy } from './undone-by.ts';

/**
 * Whether a downgrade undoes an operation if the search path leads from a name without a schema to the table: what
 * the upgrade does to `shops.orders` may be taken back from `orders`, and the other way round.
 */
export function mayBeUndoneOnSearchPath(operation: Operation, downgrade: readonly Operation[]): boolean {
  const table = operationTable(operation);
  if (table === undefined) return false;
  return downgrade.some((undo) => {
    const by = inSchema(undo, table);
    if (by === undefined) return false;
    return (
      isUndoneBy(operation, { by, names: NAMES }) ||
      coveredBy(operation, { by, isCounterpart: true, upgrade: [], names: NAMES }) !== 'no'
    );
  });
}

const NAMES = namesAcross([]);

/** The operation as if it had been written as the other one; `undefined` where both say the same schema, or none. */
function inSchema(operation: Operation, table: TableName): Operation | undefined {
  const named = operationTable(operation);
  if (named === undefined || named.text !== table.text) return undefined;
  const isOneBare = (named.schema === undefined) !== (table.schema === undefined);
  return isOneBare && 'table' in operation ? { ...operation, table } : undefined;
}
