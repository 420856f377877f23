import { folderOf } from '../../model/folder-of.ts';

/** Paths from the root of the repository a link may lead to; none when it leads out of it. */
export function placesOfLink(document: string, target: string): readonly string[] {
  const folder = folderOf(document);
  const starts = target.startsWith('/') ? foldersUpFrom(folder) : [folder];
  const places = joined(starts, target.replace(/^\/+/, ''));
  return [...new Set(places.flatMap(asPage))];
}

/** Paths a mention may stand for: people write them from the document, from the root, and from between. */
export function placesOfMention(document: string, path: string): readonly string[] {
  const folders = foldersUpFrom(folderOf(document));
  // A name alone lies beside the document most of all, a path begins at the root.
  return [...new Set(joined(path.includes('/') ? folders.toReversed() : folders, path))];
}

/** Sites are linked by what the page will be called: `guide` or `guide.html` for `guide.md`. */
function asPage(place: string): readonly string[] {
  if (/\.html?$/.test(place)) return [place, place.replace(/\.html?$/, '.md')];
  return /\.[a-z]\w*$/i.test(place) || place === '' ? [place] : [place, `${place}.md`, `${place}.mdx`];
}

/** Nobody writes a path from further up than this, unless from the root. */
const MOST_FOLDERS = 20;

/** The nearest folder first, the root (`''`) last. */
function foldersUpFrom(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at !== '' && folders.length < MOST_FOLDERS; at = folderOf(at)) folders.push(at);
  return [...folders, ''];
}

function joined(starts: readonly string[], path: string): readonly string[] {
  return starts.flatMap((start) => resolved(`${start}/${path}`) ?? []);
}

/** `undefined` when it leaves the repository. */
function resolved(path: string): string | undefined {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..' && names.pop() === undefined) return undefined;
    if (name !== '' && name !== '.' && name !== '..') names.push(name);
  }
  return names.join('/');
}
