import { defineSubjects } from '../../engine/judged-fact.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { changedApplication } from './changed-application.ts';
import { hasMigrations, migrationSubjects } from './judged-migrations.ts';

/** A migration that comes with code of the application in one change. */
export interface MigrationBesideCode {
  readonly migration: Migrations;
  /** At least one. */
  readonly changed: readonly string[];
}

export const migrationsBesideCode = defineSubjects<MigrationBesideCode>({
  name: 'migrations-beside-code',
  words: 'migrations, the change',
  of: 'change',
  isConfigured: hasMigrations,
  compute: (get) => {
    const changed = get(changedApplication);
    if (changed.length === 0) return [];
    return get(migrationSubjects).map(({ judged: migration, ...subject }) => ({
      ...subject,
      judged: { migration, changed },
    }));
  },
});
