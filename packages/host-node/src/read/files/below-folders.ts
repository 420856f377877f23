import { isWellFormed } from '../../text/well-formed.ts';

/** Most folders that are handed to git; with more, everything is listed and then sorted out here. */
const MAX_FOLDERS_FOR_GIT = 200;

/** The paths below at least one of the folders (`''`: all of them), each once, sorted. */
export function pathsBelow(folders: readonly string[], paths: Iterable<string>): readonly string[] {
  const plain = plainFolders(folders);
  const prefixes = plain.map((folder) => `${folder}/`);
  const all = Array.from(paths);
  const asked = plain.includes('')
    ? all
    : all.filter((path) => prefixes.some((prefix) => path.startsWith(prefix)));
  // As git names them: for 100,000 of them a look is much cheaper than sorting.
  if (isAscending(asked)) return asked;
  const sorted = asked.toSorted();
  return sorted.filter((path, index) => path !== sorted[index - 1]);
}

function isAscending(paths: readonly string[]): boolean {
  return paths.every((path, index) => index === 0 || (paths[index - 1] ?? '') < path);
}

/** Without slashes at their ends, each once, and none below another. */
export function plainFolders(folders: readonly string[]): readonly string[] {
  const plain = [...new Set(folders.map((folder) => folder.replace(/\/+$/, '')))];
  if (plain.includes('')) return [''];
  return plain.filter((folder) => !plain.some((other) => folder.startsWith(`${other}/`)));
}

/** Arguments that let git look only where something is wanted; the slash spares it a look at all the rest. */
export function folderArguments(folders: readonly string[]): readonly string[] {
  const plain = plainFolders(folders);
  const canBeArguments = plain.every((folder) => folder !== '' && isWellFormed(folder));
  return canBeArguments && plain.length <= MAX_FOLDERS_FOR_GIT ? plain.map((folder) => `${folder}/`) : [];
}
