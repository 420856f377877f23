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
    paths
      .filter((path) => path.startsWith(prefix) && isRevision(path.slice(prefix.length), isRecursive))
      .map((path) => ({ path, key: loadingKey(path) }))
      .toSorted((one, two) => (one.key < two.key ? -1 : Number(one.key > two.key)))
      .forEach(({ path }) => loaded.add(path));
  }
  return [...loaded];
}

/** Alembic's own test of a file name, as of 1.19. */
const LOADED_NAME = /^(?!\.#|__init__).*\.py$/;

function isRevision(below: string, isRecursive: boolean): boolean {
  const folders = below.split('/');
  const name = folders.pop() ?? '';
  if (!LOADED_NAME.test(name)) return false;
  return isRecursive ? folders.at(-1)?.endsWith('__pycache__') !== true : folders.length === 0;
}

/** A file stands before the folders beside it: a folder's name begins with what no file's does here. */
function loadingKey(path: string): string {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return [...folders.map((folder) => `\u0001${folder}`), `\u0000${name}`].join('\u0000');
}
