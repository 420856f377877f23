import type { SchemaPart } from './seen-database.ts';

/** The table in which Alembic notes where it is. */
export const VERSION_TABLE = 'alembic_version';

/** What the schema is for: the bookkeeping of Alembic is no part of it. */
export function withoutTracking(parts: readonly SchemaPart[]): readonly SchemaPart[] {
  return parts.filter(({ kind, on, name }) => !isTracking(on ?? (kind === 'table' ? name : '')));
}

/** Names of the tables, sorted, without the bookkeeping of Alembic. */
export function tableNames(parts: readonly SchemaPart[]): readonly string[] {
  return withoutTracking(parts)
    .flatMap(({ kind, name }) => (kind === 'table' ? [name] : []))
    .toSorted();
}

/** Equal for one and the same part of two databases, and for no others. */
export function partKey({ kind, on, name }: Pick<SchemaPart, 'kind' | 'on' | 'name'>): string {
  // PostgreSQL lets no name hold a NUL.
  return `${kind}\0${on ?? ''}\0${name}`;
}

function isTracking(table: string): boolean {
  return table === VERSION_TABLE || table.endsWith(`.${VERSION_TABLE}`);
}
