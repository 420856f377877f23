import type { BranchMover, MoveOutcome } from '@lockkeeper/operations/ports';
import { observed, unobserved } from '@lockkeeper/policy-core';

import {
  FETCH,
  hasSucceeded,
  NO_COMMIT,
  PUSH,
  remoteFailure,
  remoteGit,
  versionAt,
  type RunGit,
} from './remote-git.ts';

/** Branches of one remote. What they hold is fetched, and no ref here moves. */
export function createBranchMover({
  root,
  remote,
}: {
  readonly root: string;
  readonly remote: string;
}): BranchMover {
  const git = remoteGit(root);
  return {
    main: async () => {
      const listed = await git(['ls-remote', '--quiet', '--symref', '--', remote, 'HEAD']);
      if (!hasSucceeded(listed)) return unobserved(clause(remoteFailure('HEAD', listed)));
      const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/mu.exec(listed.stdout.toString('utf8')) ?? [];
      return branch === undefined
        ? unobserved(`${remote} does not say which branch is its main one`)
        : observed(branch);
    },
    tip: async (branch) => {
      try {
        const tip = await versionAt(git, { remote, ref: `refs/heads/${branch}` });
        if (tip === NO_COMMIT) return observed(null);
        const fetched = await git([...FETCH, '--', remote, tip]);
        if (!hasSucceeded(fetched)) return unobserved(clause(remoteFailure(branch, fetched)));
        return observed(tip);
      } catch (error) {
        return unobserved(clause(error));
      }
    },
    has: async (tip, commit) => {
      const behind = await git(['merge-base', '--is-ancestor', commit, tip]);
      if (behind.kind === 'exited' && behind.code <= 1) return observed(behind.code === 0);
      return unobserved('git could not be asked');
    },
    advance: async (move) => await advance(git, { remote, ...move }),
  };
}

/**
 * Makes a branch, or moves it provided that it is where it was seen. That the later commit has the earlier one behind it is asked here
 * as well: whoever holds a lease may push anything.
 */
async function advance(
  git: RunGit,
  {
    remote,
    branch,
    from,
    to,
  }: { readonly remote: string; readonly branch: string; readonly from: string | null; readonly to: string },
): Promise<MoveOutcome> {
  if (from !== null) {
    const behind = await git(['merge-base', '--is-ancestor', from, to]);
    if (behind.kind !== 'exited' || behind.code > 1)
      return { kind: 'unknown', why: 'git could not be asked' };
    if (behind.code === 1) return { kind: 'refused', why: `${branch} would not be moved forward` };
  }
  const ref = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${ref}:${from ?? NO_COMMIT}`;
  const pushed = await git([...PUSH, lease, '--', remote, `${to}:${ref}`]);
  if (hasSucceeded(pushed)) return { kind: 'moved' };
  const why = clause(remoteFailure(branch, pushed));
  const isRejected = pushed.kind === 'exited' && /! \[(?:remote )?rejected\]/u.test(pushed.stderr);
  return isRejected ? { kind: 'refused', why } : { kind: 'unknown', why };
}

function clause(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.$/, '');
}
