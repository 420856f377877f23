import { gitLookAlike } from './git-look-alike.ts';
import { joined, type HeadTree } from './head-tree.ts';
import { isAbsoluteTarget, unusableTarget, type LinkTargetReading } from './link-reading.ts';
import { folderOf } from '../../model/folder-of.ts';

/** Where a symbolic link leads in the end. */
export type Arrival =
  /** Inside the repository, whether or not something is there; `''` is its root. */
  | { readonly kind: 'inside'; readonly path: string; readonly hops: readonly Hop[] }
  | { readonly kind: 'outside'; readonly hops: readonly Hop[] }
  | { readonly kind: 'git-folder'; readonly hops: readonly Hop[] }
  /** No system can follow it; `how` is a clause. */
  | { readonly kind: 'dead'; readonly how: string; readonly hops: readonly Hop[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** One link on the way, with its text. */
export interface Hop {
  readonly link: string;
  readonly target: string;
}

/** As many as Linux follows. */
const MOST_HOPS = 40;
/** Characters of all targets on the way: twice what a path may have, and little to walk for a hostile change. */
const LONGEST_WAY = 8_192;
const LONGEST_PATH = 4_096;

const ENDLESS = 'it leads in a circle, or further than any system follows';

/**
 * Follows a link step by step, and every link it meets. A name that is not there in this spelling is
 * taken for one that differs in case only, as some file systems do.
 */
export function followLink(link: string, tree: HeadTree, reading: LinkTargetReading): Arrival {
  const hops: Hop[] = [];
  /** What is still to be walked, the next step last. */
  const ahead: string[] = [];
  let here = folderOf(link);
  let length = 0;

  const enter = (met: string): Arrival | undefined => {
    if (hops.length === MOST_HOPS) return dead(ENDLESS, hops);
    const target = tree.targetOf(met);
    if (!target.known) return { kind: 'unknown', reason: target.reason };
    hops.push({ link: met, target: target.value });
    length += target.value.length;
    const how = unusableTarget(target.value) ?? (length > LONGEST_WAY ? ENDLESS : undefined);
    if (how !== undefined) return dead(how, hops);
    if (isAbsoluteTarget(target.value)) return { kind: 'outside', hops };
    for (const one of reading.steps(target.value).toReversed()) ahead.push(one);
    return undefined;
  };

  let end = enter(link);
  while (end === undefined) {
    const step = ahead.pop();
    if (step === undefined) return { kind: 'inside', path: here, hops };
    if (here.length > LONGEST_PATH) return dead(ENDLESS, hops);
    if (step === '..') {
      if (here === '') return { kind: 'outside', hops };
      here = folderOf(here);
      continue;
    }
    if (gitLookAlike(step) === '.git') return { kind: 'git-folder', hops };
    const found = find(joined(here, step), tree);
    if (found.kind === 'plain') here = found.path;
    else if (found.kind === 'link') end = enter(found.path);
    else {
      // Asking for what lies further on, too, lets whoever observes look there at once.
      tree.modeOf([joined(here, step), ...ahead.toReversed()].join('/').slice(0, LONGEST_PATH));
      end = found;
    }
  }
  return end;
}

function dead(how: string, hops: readonly Hop[]): Arrival {
  return { kind: 'dead', how, hops };
}

type Found =
  | { readonly kind: 'link'; readonly path: string }
  | { readonly kind: 'plain'; readonly path: string }
  | { readonly kind: 'unknown'; readonly reason: string };

const LINK = '120000';

function find(path: string, tree: HeadTree): Found {
  const mode = tree.modeOf(path);
  if (!mode.known) return { kind: 'unknown', reason: mode.reason };
  if (mode.value === LINK) return { kind: 'link', path };
  if (mode.value !== undefined) return { kind: 'plain', path };
  const spellings = tree.spellingsOf(path);
  const twin = spellings.known ? spellings.value[0] : undefined;
  return twin === undefined || twin === path ? { kind: 'plain', path } : find(twin, tree);
}
