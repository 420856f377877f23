import type { Register, RegisterState } from '@lockkeeper/operations/ports';

import { gitEnvironment, gitProblem, NOTHING_RUNS } from '../../read/git-command.ts';
import { runCommand, type CommandOutcome } from '../../run-command.ts';

export interface GitRegisterOptions {
  /** Folder of a repository. */
  readonly root: string;
  /** Name or address of the remote that everybody shares. */
  readonly remote: string;
  /** Whole name of a ref, such as `refs/lockkeeper/locks/production`. */
  readonly ref: string;
}

/**
 * A register in a ref of a shared git remote: each version is a commit without files whose message is the text. The
 * server moves the ref only where it still points at the commit that was seen, so that of those who saw the same
 * version, one makes the next. Nothing is checked out, no branch is touched, and no hook of the repository runs.
 */
export function createGitRegister({ root, remote, ref }: GitRegisterOptions): Register {
  const git: RunGit = async (args) => await runGit(root, args);
  const place = { remote, ref };
  return {
    read: async () => await readRef(git, place),
    swap: async (seen, text) => {
      const version = await commitOf(git, text);
      const lease = `--force-with-lease=${ref}:${seen.version}`;
      const pushed = await git(['push', '--quiet', '--no-verify', lease, '--', remote, `${version}:${ref}`]);
      if (hasSucceeded(pushed)) return { version, text };
      // The server may have moved the ref although its answer was lost.
      const now = await versionAt(git, place);
      if (now === version) return { version, text };
      if (now !== seen.version) return undefined;
      throw failure(ref, pushed);
    },
  };
}

type RunGit = (args: readonly string[]) => Promise<CommandOutcome>;
type Place = Pick<GitRegisterOptions, 'remote' | 'ref'>;

/** What git takes for "there is no such ref". */
const NONE = '';

async function readRef(git: RunGit, place: Place): Promise<RegisterState> {
  for (;;) {
    const version = await versionAt(git, place);
    if (version === NONE) return { version, text: undefined };
    const text = await textOf(git, version);
    if (text !== undefined) return { version, text };
    const fetched = await git([...FETCH, '--', place.remote, place.ref]);
    // Where the ref moved on or was deleted meanwhile, it is looked for again.
    const known = hasSucceeded(fetched) ? await textOf(git, version) : undefined;
    if (known !== undefined) return { version, text: known };
    if (!hasSucceeded(fetched) && (await versionAt(git, place)) === version)
      throw failure(place.ref, fetched);
  }
}

const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-gc',
];

async function versionAt(git: RunGit, { remote, ref }: Place): Promise<string> {
  const listed = await git(['ls-remote', '--quiet', '--', remote, ref]);
  if (!hasSucceeded(listed)) throw failure(ref, listed);
  const lines = listed.stdout.toString('utf8').split('\n');
  return lines.find((line) => line.endsWith(`\t${ref}`))?.split('\t')[0] ?? NONE;
}

/** `undefined` where there is no such commit here yet. */
async function textOf(git: RunGit, version: string): Promise<string | undefined> {
  const commit = await git(['cat-file', 'commit', version]);
  if (!hasSucceeded(commit)) return undefined;
  const content = commit.stdout.toString('utf8');
  return content.slice(content.indexOf('\n\n') + 2);
}

async function commitOf(git: RunGit, text: string): Promise<string> {
  // Its standard input is empty, and so is the tree.
  const tree = await written(git, ['mktree']);
  return await written(git, ['commit-tree', tree, '-m', text.replace(/\n$/, '')]);
}

async function written(git: RunGit, args: readonly string[]): Promise<string> {
  const outcome = await git(args);
  if (!hasSucceeded(outcome)) throw new Error(`git could not write an object: ${gitProblem(outcome)}.`);
  return outcome.stdout.toString('utf8').trim();
}

function hasSucceeded(
  outcome: CommandOutcome,
): outcome is Extract<CommandOutcome, { kind: 'exited' }> & { readonly code: 0 } {
  return outcome.kind === 'exited' && outcome.code === 0;
}

/** What git says may name the address of the remote, and that may hold a password. */
function failure(ref: string, outcome: CommandOutcome): Error {
  const problem = gitProblem(outcome).replace(/:\/\/[^\s/]*@/g, '://****@');
  return new Error(`${ref} could not be reached: ${problem}.`);
}

/** A server that does not answer must not hold a deploy up for ever. */
const TIMEOUT_MS = 60_000;

async function runGit(root: string, args: readonly string[]): Promise<CommandOutcome> {
  return await runCommand({
    program: 'git',
    args: ['--no-pager', '-C', root, ...NOTHING_RUNS, ...args],
    env: {
      ...gitEnvironment(process.env),
      GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
      GIT_AUTHOR_NAME: 'lockkeeper',
      GIT_AUTHOR_EMAIL: 'lockkeeper@localhost',
      GIT_COMMITTER_NAME: 'lockkeeper',
      GIT_COMMITTER_EMAIL: 'lockkeeper@localhost',
    },
    timeoutMs: TIMEOUT_MS,
  });
}

/** Names of the refs below a prefix of a shared remote, such as `refs/lockkeeper/locks/`, sorted. */
export async function gitRegisters({
  root,
  remote,
  prefix,
}: Pick<GitRegisterOptions, 'root' | 'remote'> & { readonly prefix: string }): Promise<readonly string[]> {
  const listed = await runGit(root, ['ls-remote', '--quiet', '--', remote, `${prefix}*`]);
  if (!hasSucceeded(listed)) throw failure(prefix, listed);
  const refs = listed.stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => line.split('\t').slice(1));
  return refs.filter((ref) => ref.startsWith(prefix)).toSorted();
}
