import { gitEnvironment, gitProblem, NOTHING_RUNS } from '../../read/git/git-command.ts';
import { runCommand, type CommandOutcome } from '../../system/run-command.ts';

/** A ref of a shared git remote. */
export interface RemoteRef {
  /** Name or address of the remote that everybody shares. */
  readonly remote: string;
  /** Whole name of a ref, such as `refs/lockkeeper/locks/production`. */
  readonly ref: string;
}

export type RunGit = (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<CommandOutcome>;

/** What git takes for "there is no such ref". */
export const NO_COMMIT = '';

/** Only objects come here: no ref moves, whatever the remote is configured for. */
export const FETCH: readonly string[] = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-gc',
  '--refmap=',
];

/** Only what is named goes there, whatever the user has git push besides, and no hook runs. */
export const PUSH: readonly string[] = [
  'push',
  '--quiet',
  '--no-verify',
  '--no-follow-tags',
  '--recurse-submodules=no',
];

/** A server that does not answer must not hold a deploy up for ever. */
const TIMEOUT_MS = 60_000;

/** Git that may ask a remote, for programs that write there in their own name. */
export function remoteGit(root: string): RunGit {
  return async (args, env = {}) =>
    await runCommand({
      program: 'git',
      args: ['--no-pager', '-C', root, ...NOTHING_RUNS, ...args],
      env: {
        ...gitEnvironment(process.env),
        GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
        GIT_AUTHOR_NAME: 'lockkeeper',
        GIT_AUTHOR_EMAIL: 'lockkeeper@localhost',
        GIT_COMMITTER_NAME: 'lockkeeper',
        GIT_COMMITTER_EMAIL: 'lockkeeper@localhost',
        ...env,
      },
      timeoutMs: TIMEOUT_MS,
    });
}

/** The commit that a ref of the remote points at; `NONE` where there is no such ref. */
export async function versionAt(git: RunGit, { remote, ref }: RemoteRef): Promise<string> {
  const listed = await git(['ls-remote', '--quiet', '--', remote, ref]);
  if (!hasSucceeded(listed)) throw remoteFailure(ref, listed);
  const lines = listed.stdout.toString('utf8').split('\n');
  return lines.find((line) => line.endsWith(`\t${ref}`))?.split('\t')[0] ?? NO_COMMIT;
}

/** What git printed, without its line end. */
export async function commandOutput(
  git: RunGit,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const outcome = await git(args, env);
  if (!hasSucceeded(outcome)) throw new Error(`git could not write an object: ${gitProblem(outcome)}.`);
  return outcome.stdout.toString('utf8').trim();
}

export function hasSucceeded(
  outcome: CommandOutcome,
): outcome is Extract<CommandOutcome, { kind: 'exited' }> & { readonly code: 0 } {
  return outcome.kind === 'exited' && outcome.code === 0;
}

/** Why a server that was reached took nothing, such as "protected branch hook declined". */
const REFUSED = /! \[remote rejected\][^\n]*\(([^()\n]{1,200})\)/;

/** What git says may name the address of the remote, and that may hold a password. */
export function remoteFailure(what: string, outcome: CommandOutcome): Error {
  const refused = outcome.kind === 'exited' ? REFUSED.exec(outcome.stderr)?.[1] : undefined;
  if (refused !== undefined) return new Error(`${what} was not written: the remote refused it (${refused}).`);
  const problem = gitProblem(outcome).replace(/:\/\/[^\s/]*@/g, '://****@');
  return new Error(`${what} could not be reached: ${problem}.`);
}
