import type { ReleaseHistory } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { isObjectId } from './describe-repository.ts';
import { gitCommandIn, gitProblem, printed, type RunGitCommand } from './git-command.ts';
import { signedTags } from './tag-signatures.ts';

/** The history of one repository, for those who release from it. */
export function createReleaseHistory(root: string): ReleaseHistory {
  const git = gitCommandIn(root);
  return {
    tree: async (commit) => await oneId(git, ['rev-parse', '--verify', '--quiet', `${commit}^{tree}`]),
    withTree: async (tip, tree) => await commitWithTree(git, { tip, tree }),
    tags: async (commit, signers) => await signedTags(git, { commit, signers }),
    makers: async ({ from, to }) => await makersBetween(git, { from, to }),
  };
}

async function oneId(git: RunGitCommand, args: readonly string[]): Promise<Known<string>> {
  const outcome = await git(args);
  const text = printed(outcome);
  if (!text.known) return unobserved(outcome.kind === 'exited' ? 'the commit is not here' : text.reason);
  const id = text.value.toString('utf8').trim();
  return isObjectId(id) ? observed(id) : unobserved(gitProblem(outcome));
}

async function commitWithTree(
  git: RunGitCommand,
  { tip, tree }: { readonly tip: string; readonly tree: string },
): Promise<Known<string | null>> {
  const listed = printed(
    await git([
      'log',
      '--first-parent',
      '--no-show-signature',
      '--format=%H %T',
      '--end-of-options',
      tip,
      '--',
    ]),
  );
  if (!listed.known) return listed;
  const found = listed.value
    .toString('utf8')
    .split('\n')
    .find((line) => line.endsWith(` ${tree}`));
  return observed(found?.split(' ')[0] ?? null);
}

async function makersBetween(
  git: RunGitCommand,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<Known<readonly string[]>> {
  // Where nothing runs there yet, all that is behind the commit is new: whoever made its last commit stands for it.
  const range =
    from === null ? ['--max-count=1', '--end-of-options', to] : ['--end-of-options', `^${from}`, to];
  const listed = printed(
    await git(['log', '--no-show-signature', '--no-mailmap', '--format=%ae%n%ce', ...range, '--']),
  );
  if (!listed.known) return listed;
  const addresses = listed.value.toString('utf8').toLowerCase().split('\n');
  return observed([...new Set(addresses.filter((address) => address !== ''))]);
}
