import type { ChangeEntry } from '../../model/observations.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import { followLink, type Arrival, type Hop } from './follow-link.ts';
import {
  PROTECTIONS,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
  type Protection,
  type ProtectionSections,
} from '../../change/facts/path-protection.ts';
import { joined, type HeadTree } from './head-tree.ts';
import { LINK_READINGS } from './link-reading.ts';
import { patternReachesFolder } from './pattern-reaches-folder.ts';
import { foldPath } from './path-folding.ts';
import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { changedTree } from './changed-tree.ts';

/** A symbolic link that a change makes or moves, and that may not lead where it does. */
export interface ChangedLink {
  readonly path: string;
  readonly status: ChangeEntry['status'];
  readonly standing: LinkStanding;
}

export type LinkStanding =
  | Exclude<Arrival, { kind: 'inside' }>
  /** What it leads to is under a guard that the link itself is not under. */
  | ({ readonly kind: 'guarded' } & Touching)
  /** It leads to a folder above `inside`, which is under such a guard: a path, or the pattern of what lies there. */
  | ({ readonly kind: 'above'; readonly inside: string } & Touching)
  /** `inside` is the link, or what lies behind it from now on, under a guard that what it leads to is not under. */
  | ({ readonly kind: 'handed-over'; readonly inside: string } & Touching);

interface Touching {
  readonly reached: string;
  readonly hops: readonly Hop[];
  readonly guard: Protection;
  readonly line: PatternLine;
}

export const changedLinks = defineSubjects<readonly ChangedLink[]>({
  name: 'changed-links',
  words: 'the change, its symbolic links, the folders before it',
  of: 'changed path',
  compute: (get) => {
    const { entries, tree } = changedTree(get);
    const policy = policySections(get, ...PROTECTIONS);
    const links = judgedLinks(policy, entries).map(({ path }) => ({ paths: [path] }));
    return withFound(links, findChangedLinks(policy, entries, tree));
  },
});

/** Links that stay inside and meet no guard are left out. */
export function findChangedLinks(
  policy: ProtectionSections,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): readonly ChangedLink[] {
  const links = judgedLinks(policy, entries);
  if (links.length === 0) return [];
  // Both files of a pair must be there as files, which the rules on dependencies see to.
  const guards = protectionsOf(policy).filter(({ kind }) => kind !== 'dependencies');
  return links.flatMap(({ path, status }) => {
    const standing = standingOf(path, guards, tree);
    return standing === undefined ? [] : [{ path, status, standing }];
  });
}

/** But for those that the policy lets go anywhere. */
function judgedLinks(
  { integrity: { symlinks } }: Pick<Policy, 'integrity'>,
  entries: readonly ChangeEntry[],
): readonly ChangeEntry[] {
  const { allow, except } = symlinks;
  if (allow) return [];
  return entries.filter(
    ({ path, newMode }) => newMode === '120000' && !except.some((pattern) => pattern.matches(path)),
  );
}

/** The worst of what the systems make of it; what is certain stands before what is not known. */
function standingOf(path: string, guards: readonly Protection[], tree: HeadTree): LinkStanding | undefined {
  const standings = LINK_READINGS.map((reading) => {
    const arrival = followLink(path, tree, reading);
    return arrival.kind === 'inside' ? againstGuards(path, arrival, { guards, tree }) : arrival;
  }).filter((standing) => standing !== undefined);
  return standings.find(({ kind }) => kind !== 'unknown') ?? standings[0];
}

interface World {
  readonly guards: readonly Protection[];
  readonly tree: HeadTree;
}

function againstGuards(
  link: string,
  { path: reached, hops }: Extract<Arrival, { kind: 'inside' }>,
  { guards, tree }: World,
): LinkStanding | undefined {
  const others = guards.filter((guard) => lineOver(guard, link) === undefined);
  for (const guard of others) {
    const line = lineOver(guard, reached);
    if (line !== undefined) return { kind: 'guarded', reached, hops, guard, line };
  }
  for (const guard of guards) {
    const line = lineOver(guard, link);
    if (line !== undefined && lineOver(guard, reached) === undefined) {
      return { kind: 'handed-over', inside: link, reached, hops, guard, line };
    }
    const below = placeBelow(guard, { link, reached });
    if (below !== undefined) return { kind: 'handed-over', ...below, reached, hops, guard };
  }
  return aboveGuarded({ link, reached, hops }, others, tree);
}

/** By the spelling itself, or where case does not count. */
function lineOver(guard: Protection, path: string): PatternLine | undefined {
  return protectingLine(guard, path) ?? protectingLineIn(guard, writtenIn(foldPath, path));
}

/** What a line guards below the link, whether or not it is there yet, lies below what the link leads to. */
function placeBelow(
  guard: Protection,
  { link, reached }: Omit<Leading, 'hops'>,
): (Pick<Place, 'inside'> & Pick<Touching, 'line'>) | undefined {
  for (const line of guard.lines) {
    const inside = line.pattern.literalPrefix;
    if (inside === '' || !isAtOrAbove(link, inside)) continue;
    const moved = joined(reached, inside.slice(link.length + 1)).replace(/\/$/, '');
    if (lineOver(guard, moved) === undefined && !isAtOrAbove(moved, inside)) return { inside, line };
  }
  return undefined;
}

interface Leading extends Pick<Touching, 'reached' | 'hops'> {
  readonly link: string;
}

/** A pattern for `CLAUDE.md` anywhere does not make every folder a guarded one. */
function aboveGuarded(
  leading: Leading,
  guards: readonly Protection[],
  tree: HeadTree,
): LinkStanding | undefined {
  const { reached, hops } = leading;
  let unknown: LinkStanding | undefined;
  for (const guard of guards) {
    for (const line of guard.lines) {
      const place = placeAbove(line, leading);
      if (place === undefined) continue;
      const mode = tree.modeOf(place.path);
      if (!mode.known) unknown = { kind: 'unknown', reason: mode.reason };
      else if (place.counts(mode.value)) {
        return { kind: 'above', reached, hops, guard, line, inside: place.inside };
      }
    }
  }
  return unknown;
}

interface Place {
  readonly path: string;
  readonly counts: (mode: string | undefined) => boolean;
  readonly inside: string;
}

/** Where to look whether the link leads above what a line guards; `undefined`: it does not. */
function placeAbove({ pattern }: PatternLine, { link, reached }: Leading): Place | undefined {
  const inside = pattern.literalPrefix;
  if (inside === '') return undefined;
  if (isAtOrAbove(reached, inside)) return { path: inside, counts: (mode) => mode !== undefined, inside };
  // From beside it, the way over the link is guarded like the one without.
  if (!patternReachesFolder(pattern, reached) || patternReachesFolder(pattern, link)) return undefined;
  return { path: reached, counts: (mode) => mode === FOLDER, inside: pattern.text };
}

const FOLDER = '040000';

function isAtOrAbove(folder: string, path: string): boolean {
  const [above, below] = [foldPath(folder), foldPath(path)];
  return above === '' || below === above || below.startsWith(`${above}/`);
}
