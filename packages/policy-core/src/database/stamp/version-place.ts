import type { SeenDatabase } from '../seen-database.ts';
import { trackingOf, type Tracking } from '../version-tracking.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { sqlOperations } from '../../migrations/sql/operations.ts';

/** Where Alembic notes at which revision a database is. */
export interface VersionPlace {
  /** `undefined`: the search path decides. */
  readonly schema: string | undefined;
  readonly name: string;
}

/** As long as `env.py` does not say otherwise. */
export const USUAL_PLACE: VersionPlace = { schema: undefined, name: 'alembic_version' };

/** Reads what `alembic stamp --sql` prints: it makes the table. `undefined` where it makes none, or several. */
export function versionPlaceIn(parser: SqlParser, sql: string): VersionPlace | undefined {
  const places = sqlOperations(parser, sql).flatMap((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-table') return [];
    const { table, columns } = step.operation;
    const isIt = table.isKnown && columns.some(({ name }) => name.text === 'version_num');
    return isIt ? [{ schema: table.schema, name: table.text }] : [];
  });
  return places.length === 1 ? places[0] : undefined;
}

/** What the table says, looked for where Alembic looks. */
export function trackingAt(
  database: Pick<SeenDatabase, 'visibleSchemas' | 'versionTables'>,
  { schema }: Pick<VersionPlace, 'schema'>,
): Tracking {
  return trackingOf(schema === undefined ? database : { ...database, visibleSchemas: [schema] });
}
