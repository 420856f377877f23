/** Questions to a long sorted list of paths, each answered with a look at few of them. */

/** In the order of `sort()`, as `sortedPaths` gives them. */
export type SortedPaths = readonly string[];

/** The paths, which are mostly in order already. */
export function sortedPaths(paths: readonly string[]): SortedPaths {
  return paths.every((path, index) => index === 0 || (paths[index - 1] ?? '') <= path)
    ? paths
    : paths.toSorted();
}

export function hasPath(paths: SortedPaths, path: string): boolean {
  return paths[indexFrom(paths, path)] === path;
}

/** @param folder without a slash at the end; `''` is the root */
export function pathsBelow(paths: SortedPaths, folder: string): SortedPaths {
  return folder === '' ? paths : paths.slice(...bounds(paths, `${folder}/`));
}

export function isFolder(paths: SortedPaths, folder: string): boolean {
  const prefix = `${folder}/`;
  return paths[indexFrom(paths, prefix)]?.startsWith(prefix) === true;
}

/** What lies in a folder, files and folders, each once. */
export function namesIn(paths: SortedPaths, folder: string): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const [start, end] = folder === '' ? [0, paths.length] : bounds(paths, prefix);
  const names = new Set<string>();
  let index = start;
  while (index < end) {
    const [name = ''] = (paths[index] ?? '').slice(prefix.length).split('/', 1);
    names.add(name);
    const isFile = paths[index] === prefix + name;
    index = isFile ? index + 1 : indexFrom(paths, `${prefix}${name}${AFTER_SLASH}`);
  }
  return [...names];
}

/** The sign that follows `/`: whatever begins with `a/` comes before `a0`. */
const AFTER_SLASH = '0';

function bounds(paths: SortedPaths, prefix: string): [start: number, end: number] {
  return [indexFrom(paths, prefix), indexFrom(paths, prefix.slice(0, -1) + AFTER_SLASH)];
}

/** Where the first path stands that is not before this text. */
function indexFrom(paths: SortedPaths, text: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((paths[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
