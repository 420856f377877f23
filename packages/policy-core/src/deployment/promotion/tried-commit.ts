import type { ReadyCommit } from './place-state.ts';

/** Of the commits that are ready where one has to be tried: which stands for it, and a later one that does not. */
export function triedCommit(
  all: readonly ReadyCommit[],
  /** `tree`: left out where only the same commit counts. */
  { commit, tree }: { readonly commit: string; readonly tree: string | undefined },
): { readonly ready: ReadyCommit | undefined; readonly newer: ReadyCommit | undefined } {
  const standsFor = (one: ReadyCommit): boolean => one.commit === commit || one.tree === tree;
  const ready = all.findLast(standsFor);
  const newest = all.findLast(({ revoked }) => revoked === undefined);
  const isBehind = newest !== undefined && ready !== undefined && !standsFor(newest);
  return { ready, newer: isBehind ? newest : undefined };
}
