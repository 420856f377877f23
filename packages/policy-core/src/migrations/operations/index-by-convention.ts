import { tableKey } from './name.ts';
import type { OperationOf } from './by-kind.ts';
import type { Operation } from './operation.ts';

/**
 * Whether one of two operations makes the index that the other one drops by a name that a naming convention gave it:
 * it was made without a name, on that table, and the name holds each of its columns. `ix_orders_number` is what
 * SQLAlchemy calls an index without a convention, which the environment may set.
 */
export function isSameByConvention(one: Operation, other: Operation): boolean {
  if (one.kind === 'create-index' && other.kind === 'drop-index') return isDropOf(other, one);
  return one.kind === 'drop-index' && other.kind === 'create-index' && isDropOf(one, other);
}

function isDropOf(drop: OperationOf<'drop-index'>, made: OperationOf<'create-index'>): boolean {
  const { table, columns } = made;
  if (columns === undefined || !isPerhapsNameless(made)) return false;
  const isOfTable = drop.table !== undefined && tableKey(drop.table) === tableKey(table);
  return isOfTable && columns.every((column) => `_${drop.name.text}_`.includes(`_${column}_`));
}

function isPerhapsNameless({ name, table, columns }: OperationOf<'create-index'>): boolean {
  const schema = table.schema === undefined ? '' : `${table.schema}_`;
  return table.isKnown && name?.text === `ix_${schema}${table.text}_${columns?.[0] ?? ''}`;
}
