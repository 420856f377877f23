import { nearestWord } from '../nearest-word.ts';

/**
 * The place that a slip most likely made this text of: names on the way that are nearly there, or the same name in
 * another folder. `undefined` where nothing is close. What comes out leads to at least one of these paths.
 */
export function meantPlace(written: string, paths: readonly string[]): string | undefined {
  const { named, rest } = parted(written);
  if (named.length === 0) return undefined;
  const folders = namesByFolder(paths);
  return mended(named, rest, folders) ?? elsewhere(named, rest, folders);
}

/** Names up to the first wildcard, and what stands behind them with its slash. */
function parted(written: string): { readonly named: readonly string[]; readonly rest: string } {
  const parts = written.replace(/^\//, '').split('/');
  const open = parts.findIndex((part) => part === '' || /[*?[\\]/.test(part));
  const end = open === -1 ? parts.length : open;
  return { named: parts.slice(0, end), rest: open === -1 ? '' : `/${parts.slice(end).join('/')}` };
}

/** What lies in each folder, each name once; `''` is the root. */
function namesByFolder(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    let folder = '';
    for (const name of path.split('/')) {
      const names = folders.get(folder) ?? new Set();
      names.add(name);
      folders.set(folder, names);
      folder = folder === '' ? name : `${folder}/${name}`;
    }
  }
  return folders;
}

function mended(
  named: readonly string[],
  rest: string,
  folders: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const found: string[] = [];
  for (const name of named) {
    const names = folders.get(found.join('/'));
    const meant = names?.has(name) === true ? name : nearestWord(name, [...(names ?? [])]);
    if (meant === undefined) return undefined;
    found.push(meant);
  }
  return placed(found.join('/'), { named, rest, folders });
}

/** `migrations/**` where they lie in `db/migrations`: the shortest path that ends so. */
function elsewhere(
  named: readonly string[],
  rest: string,
  folders: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const end = `/${named.join('/')}`;
  const found = [...folders]
    .flatMap(([folder, names]) => [...names].map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith(end))
    .sort((one, other) => one.length - other.length)
    .map((path) => path.replace(/^\//, ''));
  return found[0] === undefined ? undefined : placed(found[0], { named, rest, folders });
}

/** The same text again would help nobody: then what stands behind the names is what matches nothing. */
function placed(
  path: string,
  {
    named,
    rest,
    folders,
  }: {
    readonly named: readonly string[];
    readonly rest: string;
    readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
  },
): string | undefined {
  if (path !== named.join('/')) return `${path}${rest}`;
  return rest !== '' && folders.has(path) ? `${path}/**` : undefined;
}
