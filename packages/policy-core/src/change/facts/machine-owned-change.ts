import type { Known } from '../../model/known.ts';
import type { Account, ChangeEntry, Observations } from '../../model/observations.ts';
import { lineMatch } from '../../policy/patterns/line-match.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import { isWriter, otherHandIn } from './machine-writer.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenInFocus } from './judged-change.ts';

/** A change of a file that only machines write. */
export interface MachineOwnedChange {
  readonly entry: ChangeEntry;
  /** By one of its writers alone; not so where nobody knows by whom. */
  readonly isAllowed: boolean;
  readonly pattern: PatternLine;
  /** `null`: somebody at work on a machine of their own. */
  readonly author: Known<Account | null>;
  /** Who else had a hand in it, where the author may write it; a clause. */
  readonly otherHand: string | undefined;
  readonly writers: readonly string[];
}

export const machineOwnedChanges = defineSubjects<MachineOwnedChange>({
  name: 'machine-owned-changes',
  words: 'the change, who made it',
  of: 'changed path',
  compute: (get) =>
    findMachineOwnedChanges(policySections(get, 'actors', 'machineOwned'), get(seenInFocus)).map(
      (judged) => ({
        paths: [judged.entry.path],
        judged,
      }),
    ),
});

/** What a release holds was judged when it was merged. */
export function findMachineOwnedChanges(
  policy: Pick<Policy, 'actors' | 'machineOwned'>,
  seen: Pick<Observations, 'focus' | 'change' | 'author' | 'pullRequest'>,
): readonly MachineOwnedChange[] {
  const { focus, change, author } = seen;
  if (!change.known || focus.kind === 'release') return [];
  const { entries } = change.value;
  return policy.machineOwned.flatMap((owned) => {
    const { paths, writers } = owned;
    const match = lineMatch(paths);
    const isByWriter = isWriter(policy, owned, author);
    const handIn = otherHandIn(policy, owned, seen);
    return entries.flatMap((entry) => {
      const pattern = match(entry.path);
      if (pattern === undefined) return [];
      const otherHand = isByWriter ? handIn(entry.path) : undefined;
      const isAllowed = isByWriter && otherHand === undefined;
      return [{ entry, isAllowed, pattern, author, otherHand, writers }];
    });
  });
}
