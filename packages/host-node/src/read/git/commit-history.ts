import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { describeRepository, isObjectId, linesOf } from './describe-repository.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { missingCommit, unknownCommitReason } from './missing-commit.ts';
import { idsFrom } from './name-in-full.ts';

export async function resolveCommit(git: RunGitCommand, name: string): Promise<Known<string>> {
  const outcome = await git(['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`]);
  const [id = '', ...more] = linesOf(outcome);
  if (isObjectId(id) && more.length === 1) return observed(id);
  // `^main` and `main..topic` are understood by git, but they are not the name of one commit.
  return printed(outcome).known ? missingCommit(git, [name]) : unknownCommitReason(git, outcome, [name]);
}

export async function findMergeBase(git: RunGitCommand, a: string, b: string): Promise<Known<string>> {
  const bases = await findMergeBases(git, a, b);
  return bases.known ? observed(bases.value[0]) : bases;
}

/** Two branches that were merged into each other part at several commits, and dates decide which is first. */
export async function findMergeBases(
  git: RunGitCommand,
  a: string,
  b: string,
): Promise<Known<readonly [string, ...string[]]>> {
  const outcome = await git(['merge-base', '--all', '--end-of-options', a, b]);
  const [id, ...more] = linesOf(outcome).filter(isObjectId);
  if (id !== undefined && printed(outcome).known) return observed([id, ...more]);
  if (outcome.kind !== 'exited' || outcome.code !== 1) return unknownCommitReason(git, outcome, [a, b]);
  const state = await describeRepository(git);
  return unobserved(
    state.known && state.value.isShallow
      ? 'this is a shallow clone whose history does not reach back to the common commit'
      : 'the two histories have no commit in common',
  );
}

type Relation = 'ancestor' | 'not-an-ancestor' | 'absent' | 'not-a-commit';

/** `absent` and `not-an-ancestor` are only believed where the whole history is at hand. */
export async function relationOf(git: RunGitCommand, sha: string, head: string): Promise<Known<Relation>> {
  // A branch may have any name, also one that a person took for the id of a commit, or for its first digits.
  if (!/^[0-9a-f]{4,64}$/i.test(sha)) return observed('absent');
  const [id, ...others] = isObjectId(sha) ? [sha] : await idsFrom(git, sha);
  if (others.length > 0) return unobserved(`several objects have an id that begins with ${sha}`);
  return id === undefined ? unlessShallow(git, 'absent') : relationOfId(git, id, head);
}

async function relationOfId(git: RunGitCommand, id: string, head: string): Promise<Known<Relation>> {
  const [type, ancestry] = await Promise.all([
    objectType(git, id),
    git(['merge-base', '--is-ancestor', '--end-of-options', id, head]),
  ]);
  if (!type.known) return type;
  if (type.value === 'missing') return unlessShallow(git, 'absent');
  if (type.value !== 'commit') return observed('not-a-commit');
  if (ancestry.kind === 'exited' && ancestry.code === 0) return observed('ancestor');
  if (ancestry.kind === 'exited' && ancestry.code === 1) return unlessShallow(git, 'not-an-ancestor');
  return unknownCommitReason(git, ancestry, [head]);
}

const DEFAULT_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

export async function findDefaultBranch(git: RunGitCommand): Promise<Known<string>> {
  const outcome = await git(['for-each-ref', '--format=%(refname)%00%(objectname)', ...DEFAULT_BRANCHES]);
  const answer = printed(outcome);
  if (!answer.known) return answer;
  const found = new Map(linesOf(outcome).map((line) => [line.split('\0')[0], line.split('\0')[1]]));
  const id = DEFAULT_BRANCHES.map((name) => found.get(name)).find((value) => value !== undefined);
  if (id !== undefined) return observed(id);
  const state = await describeRepository(git);
  if (state.known && state.value.head === undefined) return missingCommit(git, []);
  return unobserved('there is no origin/HEAD and no branch main or master');
}

async function objectType(git: RunGitCommand, sha: string): Promise<Known<string>> {
  const outcome = await git(['cat-file', '-t', sha]);
  const answer = printed(outcome);
  if (answer.known) return observed(answer.value.toString('utf8').trim());
  const isMissing =
    outcome.kind === 'exited' && /could not get object info|[Nn]ot a valid/.test(outcome.stderr);
  return isMissing && !/promisor|lazy/.test(outcome.stderr) ? observed('missing') : answer;
}

async function unlessShallow<T extends Relation>(git: RunGitCommand, relation: T): Promise<Known<T>> {
  const state = await describeRepository(git);
  if (!state.known) return state;
  return state.value.isShallow ? unobserved('this is a shallow clone') : observed(relation);
}
