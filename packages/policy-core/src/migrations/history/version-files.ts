/** Where an environment looks for its revisions. */
export interface VersionLocations {
  /** In the order of the configuration; `''` is the root of the repository. */
  readonly folders: readonly string[];
  readonly isRecursive: boolean;
}

/**
 * The files that Alembic loads, in its order: location by location, the files of a folder before those below
 * it. Files without source, which Alembic reads only where it is told to, are left out.
 */
export function versionFiles(
  paths: readonly string[],
  { folders, isRecursive }: VersionLocations,
): readonly string[] {
  const loaded = new Set<string>();
  for (const folder of folders) {
    const prefix = folder === '' ? '' : `${folder}/`;
    const found = paths.filter(
      (path) => path.startsWith(prefix) && isRevision(path.slice(prefix.length), isRecursive),
    );
    for (const path of isRecursive ? inLoadingOrder(found) : inOrder(found)) loaded.add(path);
  }
  return [...loaded];
}

/** Of one folder, which mostly come sorted. */
function inOrder(paths: readonly string[]): readonly string[] {
  const isSorted = paths.every((path, index) => index === 0 || (paths[index - 1] ?? '') <= path);
  return isSorted ? paths : paths.toSorted();
}

function inLoadingOrder(paths: readonly string[]): readonly string[] {
  return paths
    .map((path) => ({ path, key: loadingKey(path) }))
    .toSorted((one, two) => (one.key < two.key ? -1 : Number(one.key > two.key)))
    .map(({ path }) => path);
}

/** Alembic's own test of a file name, as of 1.19. */
const LOADED_NAME = /^(?!\.#|__init__).*\.py$/;

function isRevision(below: string, isRecursive: boolean): boolean {
  if (!isRecursive) return !below.includes('/') && LOADED_NAME.test(below);
  const folders = below.split('/');
  const name = folders.pop() ?? '';
  return LOADED_NAME.test(name) && folders.at(-1)?.endsWith('__pycache__') !== true;
}

/** A file stands before the folders beside it: a folder's name begins with what no file's does here. */
function loadingKey(path: string): string {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return [...folders.map((folder) => `\u0001${folder}`), `\u0000${name}`].join('\u0000');
}
