import { observed, unobserved, type Change, type Known, type Push } from '@lockkeeper/policy-core';

import type { Git, Observers } from '../ports/index.ts';

interface ChangeRequest {
  readonly base: string | undefined;
  readonly head: string;
  /** `exactly`: from the base itself, so that what a rewritten history lost counts as well. */
  readonly compare: 'merge-base' | 'exactly';
  readonly branch: string | undefined;
  readonly push: Push | null;
}

/** `failed`: a name that points nowhere, or a history that does not reach far enough. */
export type ObservedChange =
  | { readonly kind: 'observed'; readonly value: Known<Change> }
  | { readonly kind: 'failed'; readonly problem: string };

/** The change from the merge base of `base` and `head` to `head`, with the commits between them. */
export async function observeChange(request: ChangeRequest, { git }: Observers): Promise<ObservedChange> {
  const { base, head } = request;
  if (base === undefined) return { kind: 'observed', value: unobserved('no base was given') };
  if (git === undefined) {
    return failed('A change needs a git repository to be judged. Run inside one, or leave --base out.');
  }
  const range = await findRange(git, request.compare, { base, head });
  if (range.kind === 'failed') return range;
  const to = head === 'worktree' ? 'worktree' : range.head;
  const asked = { from: range.from, to };
  const [entries, commits] = await Promise.all([git.changes(asked), git.commits(asked)]);
  if (!entries.known) return failed(`The change cannot be read because ${entries.reason}.`);
  const branch = request.branch ?? range.branch;
  return {
    kind: 'observed',
    value: observed({
      base: range.from,
      head: to,
      branch: branch === undefined ? unobserved('the head is detached') : observed(branch),
      entries: entries.value,
      isWhole: true,
      commits,
      push: request.push,
    }),
  };
}

type Range =
  | {
      readonly kind: 'found';
      readonly from: string;
      readonly head: string;
      readonly branch: string | undefined;
    }
  | { readonly kind: 'failed'; readonly problem: string };

async function findRange(
  git: Git,
  compare: ChangeRequest['compare'],
  { base, head }: { readonly base: string; readonly head: string },
): Promise<Range> {
  const tip = head === 'worktree' ? 'HEAD' : head;
  const [baseCommit, headCommit, mergeBase, state] = await Promise.all([
    git.resolve(base),
    git.resolve(tip),
    git.mergeBase(base, tip),
    git.describe(),
  ]);
  if (!state.known) return failed(`The repository cannot be read because ${state.reason}.`);
  if (!baseCommit.known) {
    const advice = 'Fetch it, or name another with --base.';
    return failed(`The base ${base} cannot be found because ${baseCommit.reason}. ${advice}`);
  }
  if (!headCommit.known) return failed(`The head ${tip} cannot be found because ${headCommit.reason}.`);
  const found = { kind: 'found', head: headCommit.value, branch: state.value.branch } as const;
  if (compare === 'exactly') return { ...found, from: baseCommit.value };
  if (!mergeBase.known) {
    const advice = state.value.isShallow ? FETCH_ADVICE : 'Name another base with --base.';
    return failed(
      `${base} and ${tip} have no common commit to compare with because ${mergeBase.reason}. ${advice}`,
    );
  }
  return { ...found, from: mergeBase.value };
}

const FETCH_ADVICE = 'Fetch the whole history (git fetch --unshallow; in GitHub Actions: fetch-depth: 0).';

/**
 * The base people mean when they name none: the branch they will merge into. On that branch itself it
 * is the last commit, so that what is judged is what has not been committed.
 */
export async function implicitBase(git: Git): Promise<string | undefined> {
  const [state, target] = await Promise.all([git.describe(), git.defaultBranch()]);
  if (!state.known || state.value.head === undefined || state.value.isBare) return undefined;
  return target.known ? target.value : 'HEAD';
}

function failed(problem: string): { readonly kind: 'failed'; readonly problem: string } {
  return { kind: 'failed', problem };
}
