import { observed, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import type { Git } from '../ports/index.ts';

export type MergeBases = readonly [string, ...string[]];

interface Parted {
  /** Every commit where the two histories parted. */
  readonly bases: MergeBases;
  /** Where the base is now. */
  readonly tip: string;
  readonly to: string;
}

/** What changed, and the commit it is told from. */
export interface EntriesSince {
  readonly from: string;
  readonly entries: readonly ChangeEntry[];
}

/**
 * Histories that were merged into each other parted at several commits. Seen from one of them alone, a file
 * that was taken back to what it was there is no change, and by its dates whoever commits could choose that
 * one. So a file counts when it differs from any of them and from the base as it is now, as a merge would
 * bring it there.
 */
export async function entriesSince(git: Git, { bases, tip, to }: Parted): Promise<Known<EntriesSince>> {
  const [base, ...others] = bases;
  const from = others.length === 0 ? base : tip;
  const entries = await git.changes({ from, to });
  if (!entries.known) return entries;
  if (others.length === 0) return observed({ from, entries: entries.value });
  const sides = await sidesSince(git, bases, to);
  if (!sides.known) return sides;
  return observed({ from, entries: entries.value.filter(({ path }) => isOwn(path, sides.value)) });
}

interface Side {
  /** Paths in which the head differs from this commit. */
  readonly differing: ReadonlySet<string>;
  /** Paths that another of the commits had changed by then; `undefined`: any may be. */
  readonly movedElsewhere: ReadonlySet<string> | undefined;
}

/** A file that is as one side had made it, and that the other had not touched, is what both had agreed on. */
function isOwn(path: string, sides: readonly Side[]): boolean {
  return (
    sides.some(({ differing }) => differing.has(path)) &&
    !sides.some(
      ({ differing, movedElsewhere }) => !differing.has(path) && movedElsewhere?.has(path) === false,
    )
  );
}

async function sidesSince(git: Git, bases: MergeBases, to: string): Promise<Known<readonly Side[]>> {
  const origin = await originOf(git, bases);
  const sides: Side[] = [];
  for (const base of bases) {
    const differing = await pathsBetween(git, base, to);
    if (!differing.known) return differing;
    const other = bases.find((id) => id !== base);
    const moved = origin && other !== undefined ? await pathsBetween(git, origin, other) : undefined;
    sides.push({
      differing: differing.value,
      movedElsewhere: moved?.known === true ? moved.value : undefined,
    });
  }
  return observed(sides);
}

/** Where two bases parted, if at one commit; with more of either it takes git's own merge to tell. */
async function originOf(git: Git, [one, two, ...more]: MergeBases): Promise<string | undefined> {
  if (two === undefined || more.length > 0) return undefined;
  const origins = await git.mergeBases(one, two);
  return origins.known && origins.value.length === 1 ? origins.value[0] : undefined;
}

async function pathsBetween(git: Git, from: string, to: string): Promise<Known<ReadonlySet<string>>> {
  const entries = await git.changes({ from, to });
  return entries.known ? observed(new Set(entries.value.map(({ path }) => path))) : entries;
}
