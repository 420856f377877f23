import type { Migrations } from '../migrations/analysis/migrations.ts';
import type { DocumentView } from './document-annotations.ts';
import { migrationLenses } from './migration-lenses.ts';
import { migrationOutline } from './migration-outline.ts';
import { openedMigration, openedRevision } from './opened-migration.ts';
import { revisionLinks } from './revision-links.ts';

export type MigrationView = Omit<DocumentView, 'hints'>;

/** `undefined` for what cannot be read. */
export function migrationView(path: string, migrations: Migrations): MigrationView | undefined {
  const opened = openedMigration(path, migrations);
  if (opened === undefined) return undefined;
  const revision = openedRevision(opened);
  return {
    lenses: migrationLenses(opened),
    links: revision === undefined ? [] : revisionLinks(revision),
    symbols: migrationOutline(opened),
  };
}
