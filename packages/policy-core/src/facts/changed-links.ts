import type { ChangeEntry } from '../observations.ts';
import type { PatternLine, Policy } from '../policy/policy.ts';
import { followLink, type Arrival, type Hop } from './follow-link.ts';
import { guardingLine, guardingLineIn, guardsOf, writtenIn, type Guard } from './guards.ts';
import type { HeadTree } from './head-tree.ts';
import { LINK_READINGS } from './link-reading.ts';
import { foldPath } from './path-folding.ts';

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
  /** It leads to a folder above `inside`, which is under such a guard. */
  | ({ readonly kind: 'above'; readonly inside: string } & Touching)
  /** The link is under a guard that what it leads to is not under. */
  | ({ readonly kind: 'handed-over' } & Touching);

interface Touching {
  readonly reached: string;
  readonly hops: readonly Hop[];
  readonly guard: Guard;
  readonly line: PatternLine;
}

/** Links that stay inside and meet no guard are left out; so are those that the policy lets go anywhere. */
export function changedLinks(
  policy: Policy,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): readonly ChangedLink[] {
  const { allow, except } = policy.integrity.symlinks;
  if (allow) return [];
  const links = entries.filter(
    ({ path, newMode }) => newMode === '120000' && !except.some((pattern) => pattern.matches(path)),
  );
  if (links.length === 0) return [];
  // Both files of a pair must be there as files, which the rules on dependencies see to.
  const guards = guardsOf(policy).filter(({ kind }) => kind !== 'dependencies');
  return links.flatMap(({ path, status }) => {
    const standing = standingOf(path, guards, tree);
    return standing === undefined ? [] : [{ path, status, standing }];
  });
}

/** The worst of what the systems make of it; what is certain stands before what is not known. */
function standingOf(path: string, guards: readonly Guard[], tree: HeadTree): LinkStanding | undefined {
  const standings = LINK_READINGS.map((reading) => {
    const arrival = followLink(path, tree, reading);
    return arrival.kind === 'inside' ? againstGuards(path, arrival, { guards, tree }) : arrival;
  }).filter((standing) => standing !== undefined);
  return standings.find(({ kind }) => kind !== 'unknown') ?? standings[0];
}

interface World {
  readonly guards: readonly Guard[];
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
      return { kind: 'handed-over', reached, hops, guard, line };
    }
  }
  return aboveGuarded({ reached, hops }, others, tree);
}

/** By the spelling itself, or where case does not count. */
function lineOver(guard: Guard, path: string): PatternLine | undefined {
  return guardingLine(guard, path) ?? guardingLineIn(guard, writtenIn(foldPath, path));
}

/** A pattern for `CLAUDE.md` anywhere does not make every folder a guarded one. */
function aboveGuarded(
  { reached, hops }: Pick<Touching, 'reached' | 'hops'>,
  guards: readonly Guard[],
  tree: HeadTree,
): LinkStanding | undefined {
  let unknown: LinkStanding | undefined;
  for (const guard of guards) {
    for (const line of guard.lines) {
      const inside = line.pattern.literalPrefix;
      if (inside === '' || !isAtOrAbove(reached, inside)) continue;
      const mode = tree.modeOf(inside);
      if (!mode.known) unknown = { kind: 'unknown', reason: mode.reason };
      else if (mode.value !== undefined) return { kind: 'above', reached, hops, guard, line, inside };
    }
  }
  return unknown;
}

function isAtOrAbove(folder: string, path: string): boolean {
  const [above, below] = [foldPath(folder), foldPath(path)];
  return above === '' || below === above || below.startsWith(`${above}/`);
}
