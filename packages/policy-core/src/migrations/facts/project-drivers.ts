import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { contentBefore, isLookingInput, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import { textInContent, type FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { DatabaseSources, Observations } from '../../model/observations.ts';
import { touchedPaths } from '../../model/touched-paths.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Database } from '../operations/lock-mode.ts';
import {
  agreedSigns,
  databasesOfDrivers,
  databasesOfImages,
  databasesOfPrisma,
  isDatabase,
  type DatabaseSigns,
} from './database-evidence.ts';
import { migrationsUnderJudgement } from './judged-files.ts';
import { migrationFolders } from './migration-files.ts';

/** What requirements beside the migrations, and above them, say of databases; and Prisma, of its own migrations. */
export interface ProjectDrivers {
  readonly drivers: DatabaseSigns;
  /** What Prisma says of the migrations below a folder, which ends with a slash. */
  readonly prisma: ReadonlyMap<string, DatabaseSigns>;
}

export const NO_DRIVERS: ProjectDrivers = { drivers: new Set(), prisma: new Map() };

export const projectDrivers = defineFact<ProjectDrivers>({
  name: 'drivers of databases',
  compute: (get) => {
    const { databases } = get(databaseSources);
    return databases === undefined ? NO_DRIVERS : driversOf(databases);
  },
});

export function driversOf({ drivers, prisma }: DatabaseSources): ProjectDrivers {
  const byFolder = Object.entries(prisma).map(([folder, names]) => [folder, signsIn(names)] as const);
  return { drivers: signsIn(drivers), prisma: new Map(byFolder) };
}

function signsIn(names: readonly string[]): DatabaseSigns {
  return new Set(names.filter((name): name is Database => isDatabase(name)));
}

/** What was seen of them, where a migration is judged. */
export const databaseSources = defineFact<Pick<Observations, 'databases'>>({
  name: 'what tells of databases beside the migrations',
  compute: (get) => (get(isLookingInput) ? lookedFor(get) : given(get)),
});

function lookedFor(get: Get): Pick<Observations, 'databases'> {
  return sourcesFrom(get, (path) => get(soughtPlaces.texts.input, path));
}

/** Where nobody looked, what was given of the repository counts. */
function given(get: Get): Pick<Observations, 'databases'> {
  const { databases } = seenParts(get, 'databases');
  return databases === undefined ? sourcesFrom(get, () => undefined) : { databases };
}

function sourcesFrom(
  get: Get,
  sought: (path: string) => Known<FileContent> | undefined,
): Pick<Observations, 'databases'> {
  const policy = policySections(get, 'migrations', 'dependencies');
  const seen = seenParts(get, 'focus', 'change', 'listing');
  if (migrationsUnderJudgement(policy, seen).paths.length === 0) return {};
  const { files, revisions } = seenParts(get, 'files', 'revisions');
  const sources = [files, revisions?.files ?? {}];
  const touched = seen.focus.kind === 'tree' ? NOTHING : touchedPaths(seen);
  return {
    databases: seenDatabases(policy, {
      text: (path) => {
        const found = sources.find((texts) => Object.hasOwn(texts, path))?.[path];
        return textInContent(found ?? sought(path));
      },
      before: (path) => (touched.has(path) ? { text: textInContent(get(contentBefore, path)) } : undefined),
    }),
  };
}

const NOTHING: ReadonlySet<string> = new Set();

interface TextsBeside {
  /** `undefined` where there is none. */
  readonly text: (path: string) => string | undefined;
  /** What was there before, where the change touches the file; else `undefined`. */
  readonly before: (path: string) => { readonly text: string | undefined } | undefined;
}

type DriverPolicy = Pick<Policy, 'migrations' | 'dependencies'>;

/** Paths of the files that may say it, and what their texts say, for whoever judges nothing and reads them himself. */
export function databasesBeside(policy: DriverPolicy): {
  readonly paths: readonly string[];
  readonly sources: (text: TextsBeside['text']) => DatabaseSources;
} {
  const { usual, locks } = placesOf(policy);
  return {
    paths: [...new Set([...usual, ...IMAGES, ...locks.map((folder) => `${folder}${LOCK}`)])],
    sources: (text) => seenDatabases(policy, { text, before: () => undefined }),
  };
}

function seenDatabases(policy: DriverPolicy, beside: TextsBeside): DatabaseSources {
  const { usual, locks } = placesOf(policy);
  const drivers = [
    ...usual.map((path) => signsAt(path, beside, databasesOfDrivers)),
    ...IMAGES.map((path) => signsAt(path, beside, databasesOfImages)),
  ];
  const prisma = locks.map(
    (folder) => [folder, [...signsAt(`${folder}${LOCK}`, beside, databasesOfPrisma)]] as const,
  );
  return {
    drivers: [...new Set(drivers.flatMap((signs) => [...signs]))].toSorted(),
    prisma: Object.fromEntries(prisma.filter(([, names]) => names.length > 0)),
  };
}

/** A file that the change touches takes no rule away by what it says only now, or no longer says. */
function signsAt(
  path: string,
  { text, before }: TextsBeside,
  read: (text: string, path: string) => DatabaseSigns,
): DatabaseSigns {
  const now = read(text(path) ?? '', path);
  const earlier = before(path);
  return earlier === undefined ? now : agreedSigns(now, read(earlier.text ?? '', path));
}

interface DriverPlaces {
  readonly usual: readonly string[];
  /** Folders that a file of Prisma may lie in, each with a slash at its end. */
  readonly locks: readonly string[];
}

function placesOf(policy: DriverPolicy): DriverPlaces {
  if (policy.migrations.dialects.some(({ folder }) => folder === '')) return { usual: [], locks: [] };
  const folders = [...new Set(['', ...migrationFolders(policy).flatMap(foldersAbove)])];
  const hasSql = policy.migrations.sql.length > 0;
  const names = hasSql ? [...OF_PYTHON, ...OF_OTHERS] : OF_PYTHON;
  const named = policy.dependencies.flatMap(({ source, lock }) => [source, lock]);
  const usual = folders.flatMap((folder) => names.map((name) => `${folder}${name}`));
  return { usual: [...new Set([...usual, ...named])], locks: hasSql ? folders : [] };
}

const OF_PYTHON = [
  'requirements.txt',
  'requirements.in',
  'pyproject.toml',
  'Pipfile',
  'setup.py',
  'setup.cfg',
];
const OF_OTHERS = [
  'package.json',
  'go.mod',
  'Cargo.toml',
  'Gemfile',
  'composer.json',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
];
/** They say only that PostgreSQL is there. */
const IMAGES = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml'];
const LOCK = 'migration_lock.toml';

/** The folder itself and those above it, each with a slash at its end. */
function foldersAbove(folder: string): readonly string[] {
  const parts = folder.split('/').filter(Boolean);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}
