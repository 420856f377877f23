import type { Observations } from '../../model/observations.ts';
import { textInContent } from '../../model/file-content.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import type { MigrationScript } from '../analysis/migrations.ts';
import { configuredEnvironments } from '../history/alembic-config.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { isOtherDatabase, type Database } from '../operations/lock-mode.ts';
import { migrationPlace } from '../sql/migration-place.ts';
import { databaseOfFileName, databasesOfPath } from '../operations/named-database.ts';
import {
  agreedSigns,
  databasesOfAddresses,
  databasesOfRevision,
  databasesOfSql,
  type DatabaseSigns,
} from './database-evidence.ts';
import type { EarlierSql } from './earlier-sql.ts';
import { codeOf, environmentFileTexts, type EnvironmentFileText } from './environment-text.ts';
import { historyDatabases, type HistoryDatabase } from './history-database.ts';
import { migrationKind } from './migration-files.ts';
import type { ProjectDrivers } from './project-drivers.ts';
import { configurationsAmong } from './revisions-wanted.ts';
import { onDatabase } from './steps-on-database.ts';

type Seen = Pick<Observations, 'focus' | 'files' | 'revisions'>;

export interface Evident extends ProjectDrivers {
  readonly seen: Seen & Pick<EarlierSql, 'sqlBefore'>;
  /** Paths of the migrations under judgement. */
  readonly judged: ReadonlySet<string>;
  /** What was there before, of a file that the change touches; left out where no change is judged. */
  readonly before?: ((path: string) => { readonly text: string | undefined } | undefined) | undefined;
}

/** With what each runs on, where anything tells. */
export function withDatabases(
  policy: MigrationsSection,
  scripts: readonly MigrationScript[],
  { histories, ...evident }: Evident & { readonly histories: readonly RevisionHistory[] },
): readonly MigrationScript[] {
  const ofHistory = revisionDatabases(policy, histories, evident);
  const isSql = ({ path }: MigrationScript) => migrationKind(policy, path) !== 'alembic';
  const ofSql = sqlDatabases(policy, scripts.filter(isSql), evident);
  return scripts.map((script) => {
    const { path, history } = script;
    if (history !== undefined) return placedOn(script, ofHistory.get(history));
    const found = ofSql.get(path);
    const placed = placedOn(script, found?.database);
    return isForeign(script, found) ? { ...placed, isForeign: true } : placed;
  });
}

function isForeign({ reading }: MigrationScript, found: HistoryDatabase | undefined): boolean {
  const isRead = reading.known && reading.value.kind === 'read';
  return isRead && found?.isOwnWord === true && isOtherDatabase(found.database);
}

function placedOn(script: MigrationScript, database: Database | undefined): MigrationScript {
  return database === undefined ? script : onDatabase(script, database);
}

/** On which database each history of Alembic runs, as far as anything tells. */
export function revisionDatabases(
  policy: MigrationsSection,
  histories: readonly RevisionHistory[],
  evident: Evident,
): ReadonlyMap<RevisionHistory, Database | undefined> {
  const { seen } = evident;
  const addressOf = configuredAddresses(policy, evident);
  const environmentFor = environmentFileTexts(seen);
  const folders = [seen.revisions?.files ?? {}, seen.files].map(signsByFolder);
  const found = histories.map((history) => {
    const [path = history.folders[0] ?? ''] = history.files.keys();
    const environment = environmentFor(path);
    const own = new Set([
      ...(addressOf.get(history.name) ?? []),
      ...(environment === undefined ? [] : signsOfEnvironment(environment, evident)),
      ...folders.flatMap((signs) => [...signsOf(history, signs, evident)]),
    ]);
    return { path, own, folders: signsOfFolders([...history.files.keys()], evident) };
  });
  const databases = historyDatabases(policy, found, evident.drivers);
  return new Map(histories.map((history, index) => [history, databases[index]?.database]));
}

/** Paths of the revisions that speak of each database. */
type Signs = ReadonlyMap<Database, readonly string[]>;

/** By folder, with a slash at its end. Of the same files once: most keys are pressed in one of many revisions. */
const signsByFolder = memoizeByObject((files: Observations['files']): ReadonlyMap<string, Signs> => {
  const found = new Map<string, Map<Database, string[]>>();
  for (const [path, content] of Object.entries(files)) {
    const text = path.endsWith('.py') ? textInContent(content) : undefined;
    if (text === undefined) continue;
    for (const database of databasesOfRevision(text)) {
      const folder = folderOf(path);
      const signs = found.get(folder) ?? new Map<Database, string[]>();
      const paths = signs.get(database) ?? [];
      paths.push(path);
      found.set(folder, signs.set(database, paths));
    }
  }
  return found;
});

function* signsOf(
  { folders }: RevisionHistory,
  byFolder: ReadonlyMap<string, Signs>,
  evident: Evident,
): Iterable<Database> {
  for (const [folder, signs] of byFolder) {
    if (!folders.some((one) => folder.startsWith(`${one}/`))) continue;
    for (const [database, paths] of signs)
      if (paths.some((path) => trusted(new Set([database]), path, evident).size > 0)) yield database;
  }
}

/**
 * What a change brings along speaks for PostgreSQL alone: nobody takes rules away from it by an import. All of a tree
 * was there before.
 */
function trusted(evidence: DatabaseSigns, path: string, { seen, judged }: Evident): DatabaseSigns {
  if (evidence.size === 0 || seen.focus.kind === 'tree' || !judged.has(path)) return evidence;
  return evidence.has('postgresql') ? POSTGRESQL : NOTHING;
}

const POSTGRESQL: DatabaseSigns = new Set(['postgresql'] as const);
const NOTHING: DatabaseSigns = new Set();

function signsOfEnvironment({ path, content }: EnvironmentFileText, { before }: Evident): DatabaseSigns {
  const now = databasesOfAddresses(codeOf(content));
  const earlier = before?.(path);
  if (earlier === undefined) return now;
  return agreedSigns(now, databasesOfAddresses(codeOf({ kind: 'text', text: earlier.text ?? '' })));
}

/** By the name of the environment. */
function configuredAddresses(
  policy: MigrationsSection,
  { seen: { files, revisions }, before }: Evident,
): ReadonlyMap<string, DatabaseSigns> {
  const configurations = configurationsAmong(policy, [revisions?.files ?? {}, files]);
  const earlier = configurations.flatMap(({ path }) => {
    const file = before?.(path);
    return file === undefined ? [] : [{ path, text: file.text ?? '' }];
  });
  const addressBefore = new Map(
    configuredEnvironments(earlier).map(({ name, address = '' }) => [name, databasesOfAddresses(address)]),
  );
  const touched = new Set(earlier.map(({ path }) => path));
  return new Map(
    configuredEnvironments(configurations).map(({ name, path, address = '' }) => {
      const now = databasesOfAddresses(address);
      return [name, touched.has(path) ? agreedSigns(now, addressBefore.get(name) ?? NOTHING) : now];
    }),
  );
}

/** On which database each script of SQL runs, by path. */
function sqlDatabases(
  policy: MigrationsSection,
  scripts: readonly MigrationScript[],
  evident: Evident,
): ReadonlyMap<string, HistoryDatabase | undefined> {
  const signs = new Map<string, DatabaseSigns>();
  const told = [...signsOfScripts(scripts, evident), ...signsBefore(evident)];
  for (const { line, found } of told) signs.set(line, new Set([...(signs.get(line) ?? []), ...found]));
  const lines = new Map<string, string[]>();
  for (const { path } of scripts) {
    const line = lineOf(path);
    const paths = lines.get(line);
    if (paths === undefined) lines.set(line, [path]);
    else paths.push(path);
  }
  const before = pathsBefore(evident);
  const histories = Array.from(lines, ([line, paths]) => {
    const [path = ''] = paths;
    const ofPrisma = evident.prisma.get(folderAbove(path)) ?? [];
    const own = new Set([...ofPrisma, ...(signs.get(line) ?? [])]);
    return { path, own, folders: signsOfFolders([...(before.get(line) ?? []), ...paths], evident) };
  });
  const databases = historyDatabases(policy, histories, evident.drivers);
  return new Map(
    [...lines.values()].flatMap((paths, index) => paths.map((path) => [path, databases[index]] as const)),
  );
}

interface LineSigns {
  readonly line: string;
  readonly found: DatabaseSigns;
}

function* signsOfScripts(scripts: readonly MigrationScript[], evident: Evident): Iterable<LineSigns> {
  for (const { path, reading } of scripts) {
    if (!reading.known || reading.value.kind !== 'read') continue;
    const found = trusted(databasesOfSql(reading.value.text), path, evident);
    if (found.size > 0) yield { line: lineOf(path), found };
  }
}

function* signsBefore({ seen: { sqlBefore } }: Evident): Iterable<LineSigns> {
  if (sqlBefore?.known !== true) return;
  for (const [path, content] of Object.entries(sqlBefore.value)) {
    const found = databasesOfSql(textInContent(content) ?? '');
    if (found.size > 0) yield { line: lineOf(path), found };
  }
}

/** One path of each line that was there before a change. */
function pathsBefore({ seen: { sqlBefore } }: Evident): ReadonlyMap<string, readonly string[]> {
  if (sqlBefore?.known !== true) return new Map();
  return new Map(Object.keys(sqlBefore.value).map((path) => [lineOf(path), [path]]));
}

/** A folder that the change itself makes says nothing. */
function signsOfFolders(paths: readonly string[], evident: Evident): DatabaseSigns {
  const [first = ''] = paths;
  const told = paths.find((path) => !evident.judged.has(path)) ?? first;
  return trusted(databasesOfPath(told), told, evident);
}

function lineOf(path: string): string {
  return migrationPlace(path)?.line ?? `${databaseOfFileName(path) ?? ''} ${folderOf(path)}`;
}

/** Of the folder in which a migration has one of its own. */
function folderAbove(path: string): string {
  return migrationPlace(path)?.folder ?? folderOf(path);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
