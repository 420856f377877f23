import { alembicFolders, isRevisionOf } from '../../policy/alembic-place.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { MigrationsSection } from '../../policy/policy.ts';

export type MigrationKind = 'alembic' | 'sql';

/** What kind of migration a path is under this policy; `undefined` when it is none. */
export function migrationKind({ migrations }: MigrationsSection, path: string): MigrationKind | undefined {
  if (migrations.alembic.some((place) => isRevisionOf(place, path))) return 'alembic';
  return anyMatch(migrations.sql)(path) ? 'sql' : undefined;
}

/**
 * Whether what changed at `path` stands where migrations, or a folder above them, should lie: git names
 * no folders, so it is a link, a submodule or a file, and the migrations it leads to are not seen.
 */
export function standsForMigrations(policy: MigrationsSection, path: string): boolean {
  return migrationFolders(policy).some((folder) => folder === path || folder.startsWith(`${path}/`));
}

/** Folders below which migrations can lie, for a host that lists files; `''` is the whole repository. */
export function migrationFolders(policy: MigrationsSection): readonly string[] {
  return [
    ...alembicFolders(policy),
    ...policy.migrations.sql.map(({ literalPrefix }) => literalPrefix.replace(/\/+$/, '')),
  ];
}
