import type { TableName } from '../operations/name.ts';
import type { SchemaHistory, SchemaMoment } from './schema-history.ts';

/** Whether the rows of a table lie in partitions, as far as that is known: these need not be. */
export function isPartitioned(
  { schema, moment }: { readonly schema: SchemaHistory; readonly moment: SchemaMoment },
  table: TableName,
): boolean {
  return (
    schema.tableAt(table, moment)?.isPartitioned === true ||
    schema.childrenOf(table, moment).some(({ as }) => as === 'partition-of')
  );
}
