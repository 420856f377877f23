import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Change, Push } from '@lockkeeper/policy-core/observe';

import type { Git, Observers } from '../ports/index.ts';
import { entriesSince, type MergeBases } from './entries-since.ts';

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

/** The change from where `base` and `head` parted to `head`, with the commits that only `head` has. */
export async function observeChange(request: ChangeRequest, { git }: Observers): Promise<ObservedChange> {
  const { base, head } = request;
  if (base === undefined) return { kind: 'observed', value: unobserved('no base was given') };
  if (git === undefined) {
    return failed('A change needs a git repository to be judged. Run inside one, or leave --base out.');
  }
  const range = await findRange(git, request.compare, { base, head });
  if (range.kind === 'failed') return range;
  const to = head === 'worktree' ? 'worktree' : range.head;
  const [since, commits] = await Promise.all([
    entriesSince(git, { bases: range.bases, tip: range.tip, to }),
    git.commits({ from: range.tip, to }),
  ]);
  if (!since.known) return failed(`The change cannot be read because ${since.reason}.`);
  const branch = request.branch ?? range.branch;
  return {
    kind: 'observed',
    value: observed({
      base: since.value.from,
      head: to,
      branch: branch === undefined ? unobserved('the head is detached') : observed(branch),
      entries: since.value.entries,
      isWhole: true,
      commits,
      push: request.push,
    }),
  };
}

type Range =
  | {
      readonly kind: 'found';
      /** Where the histories parted. */
      readonly bases: MergeBases;
      /** Where the base is now. */
      readonly tip: string;
      readonly head: string;
      readonly branch: string | undefined;
    }
  | { readonly kind: 'failed'; readonly problem: string };

async function findRange(
  git: Git,
  compare: ChangeRequest['compare'],
  { base, head }: { readonly base: string; readonly head: string },
): Promise<Range> {
  const last = head === 'worktree' ? 'HEAD' : head;
  const [baseCommit, headCommit, bases, state] = await Promise.all([
    git.resolve(base),
    git.resolve(last),
    git.mergeBases(base, last),
    git.describe(),
  ]);
  if (!state.known) return failed(`The repository cannot be read because ${state.reason}.`);
  if (!baseCommit.known) {
    const advice = 'Fetch it, or name another with --base.';
    return failed(`The base ${base} cannot be found because ${baseCommit.reason}. ${advice}`);
  }
  if (!headCommit.known) return failed(`The head ${last} cannot be found because ${headCommit.reason}.`);
  const tip = baseCommit.value;
  const found = { kind: 'found', tip, head: headCommit.value, branch: state.value.branch } as const;
  if (compare === 'exactly') return { ...found, bases: [tip] };
  if (!bases.known) {
    const advice = state.value.isShallow ? FETCH_ADVICE : 'Name another base with --base.';
    return failed(
      `${base} and ${last} have no common commit to compare with because ${bases.reason}. ${advice}`,
    );
  }
  return { ...found, bases: bases.value };
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
