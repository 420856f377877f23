import type { FoundRevision } from './find-revision.ts';
import { listedRevision } from './listed-revision.ts';
import { lockingStatements } from './locking-statements.ts';
import type { MigrationLocks } from './migration-locks.ts';
import { runsOn } from './runs-on.ts';

/** What the upgrade of a revision locks; `undefined` where the history does not have it. */
export function locksOfMigration(
  { history, id }: FoundRevision,
  pgVersion: number,
): MigrationLocks | undefined {
  const revision = listedRevision(history, id);
  const file = revision && history.files.get(revision.path);
  if (revision === undefined || file === undefined) return undefined;
  const runs = { pg_version: pgVersion, ...runsOn(history.database) };
  const about = { schema_version: 1, environment: history.name, revision, ...runs } as const;
  const { path, text, span, reading } = file;
  if (reading.kind === 'unanalyzable') {
    return { ...about, problem: reading.problem, upgrade: null, statements: [] };
  }
  const { steps, kind } = reading.upgrade;
  const { database } = history;
  const upgrade = { path, text, steps, span, revision: id, history, ...(database && { database }) };
  const statements = lockingStatements(upgrade, pgVersion);
  return { ...about, problem: null, upgrade: kind, statements };
}
