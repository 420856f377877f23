import { textInContent, type FileContent } from '../../model/file-content.ts';
import { touchedPaths } from '../../model/touched-paths.ts';
import { versionFiles } from '../history/version-files.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { observed, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { MigrationsSection, Policy } from '../../policy/policy.ts';
import { PG_VERSIONS } from '../../policy/schema/migrations-schema.ts';
import { earlierSql, type EarlierSql } from './earlier-sql.ts';
import { environmentRuns } from './environment-runs.ts';
import { modulesAmong } from './imported-modules.ts';
import { conventionsAmong } from './naming-conventions.ts';
import { migrationDigest } from './migration-digest.ts';
import { migrationKind } from './migration-files.ts';
import type { Migrations, MigrationScript } from '../analysis/migrations.ts';
import { NO_DRIVERS, projectDrivers, type ProjectDrivers } from './project-drivers.ts';
import { withDatabases, type Evident } from './script-databases.ts';
import { readMigration } from './read-migration.ts';
import { revisionHistories, type FoundHistory } from './revision-histories.ts';
import { revisionsElsewhere } from './revisions-elsewhere.ts';
import { withoutReleased } from './released-migrations.ts';
import { vouchedFunctions } from './vouched-functions.ts';
import { withSqlHistories, type SqlHistoryReader } from './sql-histories.ts';
import { environmentTexts, type EnvironmentText, codeOf } from './environment-text.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { parsersInput } from '../../engine/run-inputs.ts';
import { contentBefore, fileContent, seenParts } from '../../engine/seen-inputs.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { migrationsUnderJudgement } from './judged-files.ts';

interface Judged {
  /** `undefined` when not loaded. */
  readonly parsers: Parsers | undefined;
  /** Paths of the migrations under judgement. */
  readonly paths: readonly string[];
  /** Files under judgement that name a head; left out: none. */
  readonly pins?: readonly string[];
  readonly content: (path: string) => Known<FileContent>;
  /** Left out: nobody looked. */
  readonly evidence?: ProjectDrivers;
  /** What was there before, of a file that the change touches; left out where none is judged. */
  readonly before?: Evident['before'] | undefined;
}

const SEEN = ['focus', 'change', 'listing', 'files', 'revisions', 'settled'] as const;
type Seen = Pick<Observations, (typeof SEEN)[number]> & EarlierSql;

/** From texts, parsers and histories, of which no rule needs to know. */
export const collectedMigrations = defineFact<Migrations>({
  name: 'collected-migrations',
  compute: (get) => {
    const policy = policySections(get, 'migrations', 'since');
    const seen = { ...seenParts(get, ...SEEN), ...get(earlierSql) };
    const judged = migrationsUnderJudgement(policy, seen);
    // The name of a head is read with the revisions.
    for (const pin of judged.pins) get(fileContent, pin);
    return collectMigrations(policy, seen, {
      ...(judged.paths.length > 0 && { evidence: get(projectDrivers) }),
      parsers: judged.paths.length + judged.pins.length > 0 ? get(parsersInput) : undefined,
      ...judged,
      content: (path) => get(fileContent, path),
      ...(judged.paths.length > 0 && { before: textBefore(get) }),
    });
  },
});

function textBefore(get: Get): Evident['before'] {
  const seen = seenParts(get, 'focus', 'change');
  const touched = seen.focus.kind === 'tree' ? new Set<string>() : touchedPaths(seen);
  return (path) => (touched.has(path) ? { text: textInContent(get(contentBefore, path)) } : undefined);
}

/** The migrations under judgement, and the histories they belong to. */
export function collectMigrations(
  policy: Pick<Policy, 'migrations' | 'since'>,
  seen: Seen,
  judged: Judged,
): Migrations {
  const pgVersion = policy.migrations.pgVersion ?? PG_VERSIONS[0];
  const isUpgradedByHand = policy.migrations.apply === 'manual_unless_trivial';
  const migrations = judgedMigrations(policy, seen, judged);
  const lacksParents =
    migrations.histories.known && migrations.histories.value.some(({ graph }) => graph.missing.length > 0);
  const elsewhere = lacksParents ? revisionsElsewhere(seen) : undefined;
  const all: Migrations = {
    ...withoutForeignSql(migrations),
    pgVersion,
    ...(elsewhere !== undefined && { elsewhere }),
    ...(isUpgradedByHand && { isUpgradedByHand }),
  };
  return { ...all, digest: (script, digestOf) => migrationDigest(script, digestOf, all) };
}

/** What no rule reads is no migration under judgement, and is told of by itself. */
function withoutForeignSql(migrations: UnplacedMigrations): UnplacedMigrations {
  const foreignSql = migrations.scripts.flatMap(({ path, database, isForeign }) =>
    isForeign === true && database !== undefined ? [{ path, database }] : [],
  );
  if (foreignSql.length === 0) return migrations;
  const scripts = migrations.scripts.filter(({ isForeign }) => isForeign !== true);
  return { ...migrations, scripts, foreignSql };
}

type UnplacedMigrations = Omit<Migrations, 'pgVersion' | 'isUpgradedByHand' | 'elsewhere' | 'digest'>;

function judgedMigrations(
  policy: Pick<Policy, 'migrations' | 'since'>,
  seen: Seen,
  { parsers, paths, pins = [], content, evidence = NO_DRIVERS, before }: Judged,
): UnplacedMigrations {
  const nothing = unsettledWithout(policy, seen, paths.length + pins.length);
  if (nothing !== undefined) return nothing;
  const kinds = new Map(paths.map((path) => [path, migrationKind(policy, path) ?? 'sql']));
  const needsHistories = pins.length > 0 || [...kinds.values()].includes('alembic');
  const found = needsHistories ? revisionHistories(policy, seen, { parsers, paths, pins }) : NONE_FOUND;
  const known = found.known ? found.value : [];
  const histories = found.known ? observed(known.map(({ history }) => history)) : found;
  const loaders = loadersIn(known, paths);
  const modulesFor = modulesAmong(policy, seen);
  const conventionFor = parsers && conventionsAmong(policy, seen, parsers);
  const settingsFor = environmentSettings(seen);
  const runsFor = environmentRuns(seen);
  const scripts = Array.from(kinds, ([path, kind]): MigrationScript => ({
    ...readMigration(
      { path, kind, content: content(path), modulesFor, ...(conventionFor && { conventionFor }) },
      parsers,
    ),
    history: loaders.get(path),
    ...(kind === 'alembic' && { environmentSets: settingsFor(path), ...ranBy(runsFor(path)) }),
  }));
  const ordered = withSqlHistories(seen, scripts.map(asFollowed), readerOf(policy, parsers));
  const placed = withDatabases(policy, ordered, {
    ...evidence,
    before,
    seen,
    judged: new Set(paths),
    histories: known.map(({ history }) => history),
  });
  if (seen.focus.kind !== 'tree') return { scripts: placed, unsettled: undefined, histories };
  const read = { scripts: placed, histories: known.map(({ history }) => history) };
  return { ...withoutReleased(policy, read, seen.settled), histories };
}

/** As its history has it: with what functions of earlier revisions make it do. */
function asFollowed(script: MigrationScript): MigrationScript {
  const { path, reading, history } = script;
  const followed = history?.files.get(path)?.reading;
  if (followed?.kind !== 'revision' || !reading.known || reading.value.kind !== 'read') return script;
  const { value } = reading;
  if (value.revision?.header !== followed.header || value.upgrade === followed.upgrade) return script;
  return { ...script, reading: observed({ ...value, revision: followed, upgrade: followed.upgrade }) };
}

function readerOf(policy: MigrationsSection, parsers: Parsers | undefined): SqlHistoryReader | undefined {
  return parsers && { parsers, isVouchedFor: vouchedFunctions(policy) };
}

function ranBy(
  environmentRuns: MigrationScript['environmentRuns'],
): Pick<MigrationScript, 'environmentRuns'> {
  return environmentRuns === undefined ? {} : { environmentRuns };
}

/** What there is to say without a migration; `undefined` where one is judged. */
function unsettledWithout(
  { migrations: { alembic, sql } }: MigrationsSection,
  { focus, listing }: Seen,
  count: number,
): UnplacedMigrations | undefined {
  if (focus.kind === 'tree' && alembic.length + sql.length > 0 && !listing.known) {
    return { scripts: [], unsettled: listing.reason, histories: NO_HISTORIES };
  }
  return count === 0 ? { scripts: [], unsettled: undefined, histories: NO_HISTORIES } : undefined;
}

const NO_HISTORIES = observed<readonly RevisionHistory[]>([]);
const NONE_FOUND = observed<readonly FoundHistory[]>([]);

/** Which history loads a path: of several, the first. Also one that is deleted, and that it would load. */
function loadersIn(
  found: readonly FoundHistory[],
  paths: readonly string[],
): ReadonlyMap<string, RevisionHistory> {
  const loaders = new Map<string, RevisionHistory>();
  for (const { environment, history } of found.toReversed()) {
    for (const path of versionFiles(paths, environment)) loaders.set(path, history);
  }
  return loaders;
}

/** Timeouts that the `env.py` of a revision sets before any runs, by their names; none where nobody looked. */
type SettingsFor = (path: string) => readonly string[];

/** By the `env.py` beside the folder of a revision, or above it. */
export function environmentSettings(seen: Pick<Observations, 'files' | 'revisions'>): SettingsFor {
  const textFor = environmentTexts(seen);
  return (path) => {
    const text = textFor(path);
    return text === undefined ? [] : settingsIn(text);
  };
}

/** `SET lock_timeout`, `-c lock_timeout=`, `{"lock_timeout": "5s"}`, `set_config('lock_timeout', ...)`. */
const SETS =
  /(?:\bSET\s+(?:LOCAL\s+|SESSION\s+)?|-c\s*|["'])(lock_timeout|statement_timeout)\b(?!["'\s=:,TO]*0+[a-z]*\b(?!\.\d))/gi;

const settingsIn = memoizeByObject((text: EnvironmentText): readonly string[] => [
  ...new Set(Array.from(codeOf(text).matchAll(SETS), ([, name = '']) => name.toLowerCase())),
]);
