import type { TableName } from '../migrations/operations/name.ts';
import { partName } from './part-name.ts';
import type { SeenDatabase } from './seen-database.ts';

type Place = Pick<SeenDatabase, 'schemas' | 'visibleSchemas'>;

/**
 * What a table that a migration names is called among the parts of a database: one without a schema is the first of
 * its name on the search path, else one that would be made there. `undefined` where nobody looked into its schema.
 *
 * @param tables Names of those that are there, as parts have them.
 */
export function placedName(
  table: Pick<TableName, 'schema' | 'text'>,
  place: Place,
  tables: { readonly has: (name: string) => boolean },
): string | undefined {
  const names = namesOf(table, place);
  return names.find((name) => tables.has(name)) ?? names[0];
}

/** The same of one that is about to be made, whatever else of its name is there. */
export function newName(table: Pick<TableName, 'schema' | 'text'>, place: Place): string | undefined {
  return namesOf(table, place)[0];
}

function namesOf(
  { schema, text }: Pick<TableName, 'schema' | 'text'>,
  { schemas, visibleSchemas }: Place,
): readonly string[] {
  const path = schema === undefined ? visibleSchemas : [schema];
  return path.filter((one) => schemas.includes(one)).map((one) => partName(one, text));
}
