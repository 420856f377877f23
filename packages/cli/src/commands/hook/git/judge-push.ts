import {
  LOCAL_CIRCUMSTANCES,
  observe,
  observePush,
  type ObserveRequest,
} from '@lockkeeper/operations/observe';
import type { Git } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';
import { decideHook, type Push } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import type { HookRepository } from '../hook-repository.ts';
import { judgeForHook, type HookVerdict } from '../hook-verdict.ts';
import type { GitHookDecision } from './git-hook.ts';
import type { PushedRef } from './pushed-refs.ts';

export interface PushedCommits extends PushedRef {
  readonly commit: string;
  /** The branch, without `refs/heads/`. */
  readonly name: string;
  /** Whether the policy lets nobody push there at will. */
  readonly keepsCommits: boolean;
}

interface Place {
  readonly repository: HookRepository;
  /** The branch people merge into. */
  readonly base: string;
  readonly world: World;
}

/** Judges the branch as a whole, as it will be when it is merged, and refuses for what this push brings. */
export async function judgePush(
  pushed: PushedCommits,
  { repository: { root, observers }, base, world }: Place,
): Promise<readonly GitHookDecision[]> {
  const { git } = observers;
  const before = pushed.before === undefined ? undefined : await git.resolve(pushed.before);
  const seen = await observe(await requestFor(pushed, { base, before, git }), observers);
  const verdict = await judgeForHook(seen, { root, world });
  if (verdict === undefined) return [];
  const { policy } = verdict.seen;
  const touched = await touchedPaths(pushed, { verdict, before, git });
  const decision = decideHook({ step: 'push', policy, report: verdict.report, touched });
  return [{ decision, subject: { step: 'push', name: pushed.name } }];
}

interface Asked {
  readonly git: Git;
  /** Where the branch is on the remote; `undefined` when it is not there. */
  readonly before: Known<string> | undefined;
}

async function requestFor(
  pushed: PushedCommits,
  { base, before, git }: Asked & { readonly base: string },
): Promise<ObserveRequest> {
  return {
    focus: { kind: 'change' },
    // To a branch that others build on, what counts is what comes on top of it.
    base: pushed.keepsCommits && before?.known === true ? before.value : base,
    head: pushed.commit,
    policyFrom: 'base',
    branch: pushed.name,
    compare: 'merge-base',
    circumstances: {
      ...LOCAL_CIRCUMSTANCES,
      pullRequest: observed(null),
      push: await pushOf(pushed, { before, git }),
    },
  };
}

/** Nobody can ask for a pull request before the branch is there that it would go to. */
async function pushOf({ ref, commit }: PushedCommits, { before, git }: Asked): Promise<Push | null> {
  if (before === undefined) {
    const target = await git.defaultBranch();
    if (target.known && target.value === commit) return null;
  }
  // What is not here cannot be built on: git itself refuses such a push, unless it is forced.
  const forced = before?.known === false;
  const known = before?.known === true ? before.value : undefined;
  return observePush({ ref, before: known, after: commit, forced }, git);
}

async function touchedPaths(
  { commit }: PushedCommits,
  { verdict, before, git }: Asked & { readonly verdict: HookVerdict },
): Promise<ReadonlySet<string>> {
  const { change } = verdict.seen.observations;
  const all = change.known ? change.value.entries : [];
  const since = before?.known === true ? await git.changes({ from: before.value, to: commit }) : undefined;
  return new Set((since?.known === true ? since.value : all).map(({ path }) => path));
}
