import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { isLookingInput, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import { textInContent } from '../../model/file-content.ts';
import { databasesOfDrivers, databasesOfPrisma, type DatabaseSigns } from './database-evidence.ts';
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
    const policy = policySections(get, 'migrations', 'dependencies');
    if (policy.migrations.dialects.some(({ folder }) => folder === '')) return NO_DRIVERS;
    const textAt = readingTexts(get);
    const folders = [...new Set(['', ...migrationFolders(policy).flatMap(foldersAbove)])];
    const hasSql = policy.migrations.sql.length > 0;
    const names = hasSql ? [...OF_PYTHON, ...OF_OTHERS] : OF_PYTHON;
    const named = policy.dependencies.flatMap(({ source, lock }) => [source, lock]);
    const usual = folders.flatMap((folder) => names.map((name) => `${folder}${name}`));
    const locks = (hasSql ? folders : []).map((folder) => [folder, textAt(`${folder}${LOCK}`)] as const);
    return {
      drivers: new Set([...usual, ...named].flatMap((path) => [...databasesOfDrivers(textAt(path))])),
      prisma: new Map(locks.map(([folder, text]) => [folder, databasesOfPrisma(text)])),
    };
  },
});

const OF_PYTHON = ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py'];
const OF_OTHERS = ['package.json', 'go.mod'];
const LOCK = 'migration_lock.toml';

/** What is seen anyway is not looked for; empty where nothing is there. */
function readingTexts(get: Get): (path: string) => string {
  const isLooking = get(isLookingInput);
  const { files, revisions } = seenParts(get, 'files', 'revisions');
  const sources = [files, revisions?.files ?? {}];
  return (path) => {
    const seen = sources.find((texts) => Object.hasOwn(texts, path))?.[path];
    return textInContent(seen ?? (isLooking ? get(soughtPlaces.texts.input, path) : undefined)) ?? '';
  };
}

/** The folder itself and those above it, each with a slash at its end. */
function foldersAbove(folder: string): readonly string[] {
  const parts = folder.split('/').filter(Boolean);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}
