import type { TableName } from '../migrations/name.ts';
import { partName } from './part-name.ts';
import type { SeenDatabase } from './seen-database.ts';

/**
 * What a table that a migration names is called among the parts of a database. One without a schema lies in the first
 * of the search path. `undefined` where nobody looked into its schema.
 */
export function placedName(
  { schema, text }: Pick<TableName, 'schema' | 'text'>,
  { schemas, visibleSchemas }: Pick<SeenDatabase, 'schemas' | 'visibleSchemas'>,
): string | undefined {
  const home = schema ?? visibleSchemas[0];
  return home !== undefined && schemas.includes(home) ? partName(home, text) : undefined;
}
