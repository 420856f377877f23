import { memoizeByObject } from '../../model/memoize.ts';
import type { Observations } from '../../model/observations.ts';
import { touchedPaths } from '../../model/touched-paths.ts';
import type { MigrationPolicy, MigrationsSection } from '../../policy/policy.ts';
import { judgedPins } from './judged-pins.ts';
import { migrationKind, standsForMigrations } from './migration-files.ts';

export interface JudgedFiles {
  /** Of migrations. */
  readonly paths: readonly string[];
  /** Files that name the head of revisions, where they are judged by themselves. */
  readonly pins: readonly string[];
}

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

/** All migrations of a tree, those a change touches, or the one that is open. */
export function migrationsUnderJudgement(policy: MigrationsSection, seen: Seen): JudgedFiles {
  const { focus, listing } = seen;
  if (focus.kind === 'tree')
    return { paths: migrationsIn(policy.migrations)(listing.known ? listing.value : NOTHING), pins: [] };
  return {
    paths: [...touchedPaths(seen)].filter(
      (path) => migrationKind(policy, path) !== undefined || standsForMigrations(policy, path),
    ),
    pins: judgedPins(policy, seen),
  };
}

/** Whether an Alembic revision, or the name of a head, is under judgement, so that the revisions beside it must be seen. */
export function judgesRevisions(policy: MigrationsSection, seen: Seen): boolean {
  if (policy.migrations.alembic.length === 0) return false;
  const { paths, pins } = migrationsUnderJudgement(policy, seen);
  return pins.length > 0 || paths.some((path) => migrationKind(policy, path) === 'alembic');
}

const NOTHING: readonly string[] = [];

/** Several ask about the same tree, which may be large. */
const migrationsIn = memoizeByObject((migrations: MigrationPolicy) =>
  memoizeByObject((listed: readonly string[]) =>
    listed.filter((path) => migrationKind({ migrations }, path)),
  ),
);
