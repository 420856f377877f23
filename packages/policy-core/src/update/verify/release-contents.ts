import type { UpdateSettings } from '../config/update-schema.ts';
import type { UpdateRefusal } from './update-refusal.ts';

/** What a version holds at a path. */
export type ReleasedEntry =
  | { readonly kind: 'file' | 'submodule'; readonly path: string }
  /** A file whose content lies at a server of Git LFS. */
  | { readonly kind: 'pointer'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** What no update can bring whole, or what reaches out of its folder: each is told once, by the first of its kind. */
export function contentRefusals(
  target: string,
  entries: readonly ReleasedEntry[],
  { strategy }: Pick<UpdateSettings, 'strategy'>,
): readonly UpdateRefusal[] {
  const links = new Map(entries.flatMap((one) => (one.kind === 'link' ? [[one.path, one.target]] : [])));
  const submodule = entries.find(({ kind }) => kind === 'submodule')?.path;
  const pointer = entries.find(({ kind }) => kind === 'pointer')?.path;
  const tree = linkTree(links);
  const link = [...links.keys()].find((path) => leadsOut(path, tree));
  const data = strategy === 'inplace' && entries.find(({ path }) => DATA.test(path))?.path;
  const clash = caseClash(entries.map(({ path }) => path));
  const found: readonly (UpdateRefusal | false)[] = [
    submodule !== undefined && { id: 'submodule', data: { target, path: submodule } },
    pointer !== undefined && { id: 'lfs-pointer', data: { target, path: pointer } },
    typeof data === 'string' && { id: 'holds-data', data: { target, path: data } },
    link !== undefined && { id: 'link-leads-out', data: { target, path: link } },
    clash !== undefined && { id: 'case-clash', data: { target, ...clash } },
  ];
  return found.filter((one) => one !== false);
}

/** What a service keeps for a profile. */
const DATA = /^bot_persistence\/[^/]+\//;

/** A folder that links lie in, or below; or a link. */
interface LinkNode {
  readonly children: Map<string, LinkNode>;
  target: string | undefined;
}

function linkTree(links: ReadonlyMap<string, string>): LinkNode {
  const root: LinkNode = { children: new Map(), target: undefined };
  for (const [path, target] of links) {
    let node = root;
    for (const name of path.split('/')) {
      const child = node.children.get(name) ?? { children: new Map(), target: undefined };
      node.children.set(name, child);
      node = child;
    }
    node.target = target;
  }
  return root;
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** From the root down to where one is; `undefined`: no link lies below. */
type Way = (LinkNode | undefined)[];

/** Whether who follows a link leaves the version, also by way of other links of it. Each part of a target is gone once. */
function leadsOut(link: string, root: LinkNode): boolean {
  const at: Way = [root];
  const left = partsOf(link).toReversed();
  let followed = 0;
  // In a circle nobody comes anywhere.
  while (left.length > 0 && followed <= MOST_LINKS) {
    const target = goneOn(at, left.pop() ?? '');
    if (at.length === 0) return true;
    if (target === undefined) continue;
    followed += 1;
    for (const part of partsOf(target).toReversed()) left.push(part);
  }
  return false;
}

/** One part further, or out of it all; where a link is met one stays, and its target is returned. */
function goneOn(at: Way, part: string): string | undefined {
  if (part === '/') at.length = 0;
  if (part === '..') at.pop();
  if (part === '/' || part === '..') return undefined;
  const next = at.at(-1)?.children.get(part);
  if (next?.target === undefined) at.push(next);
  return next?.target;
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
