import { otherDatabaseOfPath } from '../operations/named-database.ts';
import { configuredEnvironments, isConfiguration } from './alembic-config.ts';

/** Files whose texts say where revisions lie. */
export function configurationPaths(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => isConfiguration(path.slice(path.lastIndexOf('/') + 1)));
}

export interface FoundIn {
  /** Every file. */
  readonly paths: readonly string[];
  /** Texts of those that `configurationsAmong` names, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Folders of migrations, where no policy names them. */
export interface FoundFolders {
  /** Of Alembic revisions. */
  readonly alembic: readonly string[];
  /** Of SQL migrations whose paths name no other database than PostgreSQL. */
  readonly sql: readonly string[];
  /** Of such SQL files that lie in none of these. */
  readonly otherSql: readonly string[];
}

export function foundFolders(found: FoundIn): FoundFolders {
  const alembic = revisionFolders(found);
  const files = found.paths.filter(
    (path) => path.endsWith('.sql') && otherDatabaseOfPath(path) === undefined && !isBelow(path, alembic),
  );
  const sql = [...new Set(files.flatMap((path) => SQL_FOLDER.exec(path)?.[1] ?? []))];
  const others = files.filter((path) => !isBelow(path, sql));
  return { alembic, sql, otherSql: [...new Set(others.map(folderOf))] };
}

/** The outermost folder named for migrations. */
const SQL_FOLDER = /^((?:.*?\/)?(?:migrations?|db\/migrate))\//;

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Those a configuration names, those beside an env.py, and those called so. */
function revisionFolders({ paths, texts }: FoundIn): readonly string[] {
  const revisions = paths.filter((path) => path.endsWith('.py') && !path.endsWith('/__init__.py'));
  const isThere = (folder: string) => revisions.some((path) => path.startsWith(`${folder}/`));
  const files = Array.from(texts, ([path, text]) => ({ path, text }));
  const configured = configuredEnvironments(files).flatMap(({ folder, locations }) =>
    locations.known
      ? locations.value.flatMap(({ from, path }) => {
          const starts = from === 'root' ? [''] : foldersFrom(folder);
          return starts.map((start) => joined(start, path)).find(isThere) ?? [];
        })
      : [],
  );
  const besideEnvironment = revisions
    .filter((path) => path === 'env.py' || path.endsWith('/env.py'))
    .map((path) => joined(folderOf(path), 'versions'))
    .filter(isThere);
  const byName = revisions.flatMap((path) => USUAL_NAME.exec(path)?.[1] ?? []);
  return [...new Set([...configured, ...besideEnvironment, ...byName])].toSorted();
}

const USUAL_NAME = /^((?:.*\/)?(?:alembic|migrations)\/versions)\/[^/]+\.py$/;

/** Alembic is mostly started beside its configuration, else in a folder above. */
function foldersFrom(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...foldersFrom(folderOf(folder))];
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
