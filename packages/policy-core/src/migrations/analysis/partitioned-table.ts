import type { TableName } from '../operations/name.ts';
import { isPartitioned } from '../schema/is-partitioned.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { schemaAround } from './schema-around.ts';

/** Whether a table is known to have its rows in partitions when the step begins. */
export function isPartitionedBefore({ upgrade, index }: MigrationStep, table: TableName): boolean {
  const { schema, revision } = schemaAround(upgrade);
  return isPartitioned({ schema, moment: { revision, step: index } }, table);
}
