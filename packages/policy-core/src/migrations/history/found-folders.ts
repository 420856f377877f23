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

/** Folders of Alembic revisions: those a configuration names, those beside an env.py, and those called so. */
export function foundFolders({ paths, texts }: FoundIn): readonly string[] {
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
    .map((path) => joined(path.slice(0, Math.max(path.lastIndexOf('/'), 0)), 'versions'))
    .filter(isThere);
  const byName = revisions.flatMap((path) => USUAL_NAME.exec(path)?.[1] ?? []);
  return [...new Set([...configured, ...besideEnvironment, ...byName])].toSorted();
}

const USUAL_NAME = /^((?:.*\/)?(?:alembic|migrations)\/versions)\/[^/]+\.py$/;

/** Alembic is mostly started beside its configuration, else in a folder above. */
function foldersFrom(folder: string): readonly string[] {
  return folder === ''
    ? ['']
    : [folder, ...foldersFrom(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)))];
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
