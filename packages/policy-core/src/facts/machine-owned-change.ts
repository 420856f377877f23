import type { Known } from '../known.ts';
import type { Account, ChangeEntry, Observations } from '../observations.ts';
import { lineMatch } from '../policy/line-match.ts';
import type { PatternLine, Policy } from '../policy/policy.ts';
import { isWriter } from './scoped-change.ts';

/** A file that only machines write, changed by somebody else; or nobody knows by whom. */
export interface MachineOwnedChange {
  readonly entry: ChangeEntry;
  readonly pattern: PatternLine;
  /** `null`: somebody at work on a machine of their own. */
  readonly author: Known<Account | null>;
  readonly writers: readonly string[];
}

/** What a release holds was judged when it was merged. */
export function machineOwnedChanges(
  policy: Policy,
  { focus, change, author }: Pick<Observations, 'focus' | 'change' | 'author'>,
): readonly MachineOwnedChange[] {
  if (!change.known || focus.kind === 'release') return [];
  const { entries } = change.value;
  return policy.machineOwned
    .filter((owned) => !isWriter(policy, owned, author))
    .flatMap(({ paths, writers }) =>
      entries.flatMap((entry) => {
        const pattern = lineMatch(paths)(entry.path);
        return pattern === undefined ? [] : [{ entry, pattern, author, writers }];
      }),
    );
}
