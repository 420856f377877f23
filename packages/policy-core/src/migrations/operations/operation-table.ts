import type { TableName } from './name.ts';
import type { Operation } from './operation.ts';

/** The table an operation is about; `undefined` for objects of other kinds and for several tables. */
export function operationTable(operation: Operation): TableName | undefined {
  return 'table' in operation ? operation.table : undefined;
}
