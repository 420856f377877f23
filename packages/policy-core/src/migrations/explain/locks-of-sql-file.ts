import type { MigrationsSection } from '../../policy/policy.ts';
import { driversOf, NO_DRIVERS } from '../facts/project-drivers.ts';
import { withDatabases } from '../facts/script-databases.ts';
import { followedScripts, sqlHistories, type SqlHistoryReader } from '../facts/sql-histories.ts';
import type { MigrationScript } from '../analysis/migrations.ts';
import { readMigration } from '../facts/read-migration.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { DatabaseSources } from '../../model/observations.ts';
import { observed } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { lockingStatements } from './locking-statements.ts';
import { runsOn } from './runs-on.ts';
import type { SqlFileLocks } from './migration-locks.ts';

export interface SeenSqlFile {
  readonly path: string;
  readonly content: FileContent;
  /** What runs before it, in order; `undefined` where nobody can tell. */
  readonly earlier: readonly { readonly path: string; readonly content: FileContent }[] | undefined;
}

export interface SqlFileReader extends SqlHistoryReader {
  readonly pgVersion: number;
  /** Left out where there is none: what it runs on is not asked then, and PostgreSQL assumed. */
  readonly policy?: MigrationsSection | undefined;
  /** What is said beside the migrations of the databases they run on; left out where nobody looked. */
  readonly databases?: DatabaseSources | undefined;
}

/** What a file of SQL locks when its tool runs it after those before it. */
export function locksOfSqlFile(
  file: SeenSqlFile,
  { parsers, pgVersion, isVouchedFor, policy, databases }: SqlFileReader,
): SqlFileLocks {
  const { path, content, earlier = [] } = file;
  const about = { schema_version: 1, file: placeOf(file), pg_version: pgVersion } as const;
  const script = readFile({ path, content }, parsers);
  const reading = script.reading.known ? script.reading.value : undefined;
  if (reading?.kind !== 'read') return { ...about, problem: problemOf(content), statements: [] };
  const before = earlier.map((one) => readFile(one, parsers));
  const followed = followedScripts([...before, script], { parsers, isVouchedFor });
  const sqlHistory = sqlHistories([...followed.values()], parsers).get(path);
  const placed = placedOn([...before, script], followed.get(path) ?? script, { policy, databases });
  const now = placed.reading.known && placed.reading.value.kind === 'read' ? placed.reading.value : reading;
  const { text, span, upgrade } = now;
  const judged = { path, text, span, steps: upgrade.steps, revision: undefined, history: undefined };
  const around = {
    ...(sqlHistory && { sqlHistory }),
    ...(placed.database !== undefined && { database: placed.database }),
  };
  const statements = lockingStatements({ ...judged, ...around }, pgVersion);
  return { ...about, ...runsOn(placed.database), problem: null, statements };
}

/** The script with the database that all of them run on. */
function placedOn(
  scripts: readonly MigrationScript[],
  script: MigrationScript,
  { policy, databases }: Pick<SqlFileReader, 'policy' | 'databases'>,
): MigrationScript {
  if (policy === undefined) return script;
  const seen = { focus: { kind: 'tree' }, files: {} } as const;
  const drivers = databases === undefined ? NO_DRIVERS : driversOf(databases);
  const all = scripts.map((one) => (one.path === script.path ? script : one));
  const placed = withDatabases(policy, all, { ...drivers, seen, judged: new Set(), histories: [] });
  return placed.find((one) => one.path === script.path) ?? script;
}

function placeOf({ path, earlier }: SeenSqlFile): SqlFileLocks['file'] {
  return { path, earlier: earlier?.length ?? null, runs_after: earlier?.at(-1)?.path ?? null };
}

function readFile({ path, content }: Omit<SeenSqlFile, 'earlier'>, parsers: Parsers): MigrationScript {
  return readMigration({ path, kind: 'sql', content: observed(content) }, parsers);
}

function problemOf(content: FileContent): string {
  return content.kind === 'unreadable' ? content.problem : 'it is not there';
}
