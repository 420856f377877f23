import type { GuardedPattern } from './guarded-branches.ts';

/**
 * What the name of a check says of the branch it was made for. To GitHub a check belongs to a commit, and the commit
 * may be the head of pull requests to several branches: only by its name does a verdict count for one of them.
 */
export function baseInName({ text, branch }: GuardedPattern): string {
  // No branch has a `*` or `?` in its name, so none is called like a pattern.
  return `refs/heads/${branch ?? text.replaceAll(/[^\w./*?@+=,:-]/gu, encodeURIComponent)}`;
}

/** What GitHub calls the check of a guard: the job that calls, then the job that is called. */
export function requiredCheck(guard: 'guard' | 'dependencies', base: string): string {
  return `${CALLER_JOB} / ${guard} (${base})`;
}

/** The name of every job that calls one of the guards. */
export const CALLER_JOB = 'lockkeeper';

/** The branch that an event is about, in full, as an expression of GitHub Actions. */
export const BASE_OF_EVENT =
  "(github.event.pull_request && format('refs/heads/{0}', github.event.pull_request.base.ref) || github.event.merge_group.base_ref || github.ref)";

/** Where a guard is called, the caller says what its verdict is about. */
export const BASE_INPUT = `    inputs:
      base:
        description: What the verdict is about; it stands in the name of the check.
        type: string
        required: false
`;
