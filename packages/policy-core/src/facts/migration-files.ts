import { pathSet } from '../policy/path-pattern.ts';
import type { Policy } from '../policy/policy.ts';

export type MigrationKind = 'alembic' | 'sql';

/** What kind of migration a path is under this policy; `undefined` when it is none. */
export function migrationKind({ migrations }: Policy, path: string): MigrationKind | undefined {
  const isRevision = path.endsWith('.py') && !path.endsWith('/__init__.py');
  if (isRevision && migrations.alembic.some((folder) => path.startsWith(`${folder}/`))) return 'alembic';
  return pathSet(migrations.sql).firstMatch(path) === undefined ? undefined : 'sql';
}

/** Folders below which migrations can lie, for a host that lists files; `''` is the whole repository. */
export function migrationFolders({ migrations }: Policy): readonly string[] {
  return [
    ...migrations.alembic,
    ...migrations.sql.map(({ literalPrefix }) => literalPrefix.replace(/\/+$/, '')),
  ];
}
