import type { UpdateRefusal } from './update-refusal.ts';

/** What a version holds at a path. */
export type ReleasedEntry =
  | { readonly kind: 'file' | 'submodule'; readonly path: string }
  /** A file whose content lies at a server of Git LFS. */
  | { readonly kind: 'pointer'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** What no update can bring whole, or what reaches out of its folder: each is told once, by the first of its kind. */
export function contentRefusals(target: string, entries: readonly ReleasedEntry[]): readonly UpdateRefusal[] {
  const links = new Map(entries.flatMap((one) => (one.kind === 'link' ? [[one.path, one.target]] : [])));
  const submodule = entries.find(({ kind }) => kind === 'submodule')?.path;
  const pointer = entries.find(({ kind }) => kind === 'pointer')?.path;
  const link = [...links.keys()].find((path) => leadsOut(path, links));
  const clash = caseClash(entries.map(({ path }) => path));
  const found: readonly (UpdateRefusal | false)[] = [
    submodule !== undefined && { id: 'submodule', data: { target, path: submodule } },
    pointer !== undefined && { id: 'lfs-pointer', data: { target, path: pointer } },
    link !== undefined && { id: 'link-leads-out', data: { target, path: link } },
    clash !== undefined && { id: 'case-clash', data: { target, ...clash } },
  ];
  return found.filter((one) => one !== false);
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** Whether who follows a link leaves the version, also by way of other links of it. */
function leadsOut(link: string, links: ReadonlyMap<string, string>): boolean {
  let at: readonly string[] = link.split('/').slice(0, -1);
  let left = partsOf(links.get(link) ?? '');
  let followed = 1;
  // In a circle nobody comes anywhere.
  while (left.length > 0 && followed <= MOST_LINKS) {
    const [part = '', ...others] = left;
    const place = placeAfter(at, part);
    if (place === undefined) return true;
    const target = part === '..' ? undefined : links.get(place.join('/'));
    if (target === undefined) {
      at = place;
      left = others;
    } else {
      followed += 1;
      left = [...partsOf(target), ...others];
    }
  }
  return false;
}

/** `undefined`: outside. */
function placeAfter(at: readonly string[], part: string): readonly string[] | undefined {
  if (part === '/') return undefined;
  if (part !== '..') return [...at, part];
  return at.length === 0 ? undefined : at.slice(0, -1);
}

/** One that begins at the root of the host has that as its first part. */
function partsOf(target: string): readonly string[] {
  const parts = target.split('/').filter((part) => part !== '' && part !== '.');
  return target.startsWith('/') ? ['/', ...parts] : parts;
}

/** Two names of which a disk that knows no case keeps one: files, or folders on their way. */
function caseClash(paths: readonly string[]): { readonly path: string; readonly other: string } | undefined {
  const seen = new Map<string, string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const name = path.slice(0, end);
      const key = name.normalize('NFC').toLowerCase();
      const other = seen.get(key);
      // Its folders were seen with it.
      if (other === name) break;
      if (other !== undefined) return { path: other, other: name };
      seen.set(key, name);
    }
  }
  return undefined;
}
