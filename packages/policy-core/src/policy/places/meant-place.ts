import { nearestWord } from '../nearest-word.ts';
import { isFolder, namesIn, type SortedPaths } from './sorted-paths.ts';

/**
 * The place that a slip most likely made this text of: names on the way that are nearly there, or the same name in
 * another folder. `undefined` where nothing is close. What comes out leads to at least one of these paths.
 */
export function meantPlace(written: string, paths: SortedPaths): string | undefined {
  const { named, rest } = parted(written);
  if (named.length === 0) return undefined;
  return mended(named, rest, paths) ?? elsewhere(named, rest, paths);
}

/** Names up to the first wildcard, and what stands behind them with its slash. */
function parted(written: string): { readonly named: readonly string[]; readonly rest: string } {
  const parts = written.replace(/^\//, '').split('/');
  const open = parts.findIndex((part) => part === '' || /[*?[\\]/.test(part));
  const end = open === -1 ? parts.length : open;
  return { named: parts.slice(0, end), rest: open === -1 ? '' : `/${parts.slice(end).join('/')}` };
}

function mended(named: readonly string[], rest: string, paths: SortedPaths): string | undefined {
  const found: string[] = [];
  for (const name of named) {
    const names = namesIn(paths, found.join('/'));
    const meant = names.includes(name) ? name : nearestWord(name, names);
    if (meant === undefined) return undefined;
    found.push(meant);
  }
  return placed(found.join('/'), { named, rest, paths });
}

/** `migrations/**` where they lie in `db/migrations`: the shortest path that ends so. */
function elsewhere(named: readonly string[], rest: string, paths: SortedPaths): string | undefined {
  const text = named.join('/');
  let shortest: string | undefined;
  for (const path of paths) {
    const found = path.includes(text) ? upTo(text, path) : undefined;
    if (found !== undefined && found.length < (shortest?.length ?? Infinity)) shortest = found;
  }
  return shortest === undefined ? undefined : placed(shortest, { named, rest, paths });
}

/** The beginning of a path that ends in these names; `undefined` where they are not all whole. */
function upTo(names: string, path: string): string | undefined {
  const at = `/${path}/`.indexOf(`/${names}/`);
  return at === -1 ? undefined : path.slice(0, at + names.length);
}

/** The same text again would help nobody: then what stands behind the names is what matches nothing. */
function placed(
  path: string,
  {
    named,
    rest,
    paths,
  }: {
    readonly named: readonly string[];
    readonly rest: string;
    readonly paths: SortedPaths;
  },
): string | undefined {
  if (path !== named.join('/')) return `${path}${rest}`;
  return rest !== '' && isFolder(paths, path) ? `${path}/**` : undefined;
}
