import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { runCommand, type CommandOutcome, type Conversation } from '../../system/run-command.ts';

/** Asks git about one repository. Never rejects. */
export type RunGitCommand = (args: readonly string[], options?: GitCallOptions) => Promise<CommandOutcome>;

export interface GitCallOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly conversation?: Conversation;
  /** More output than this is refused as a whole. */
  readonly maxOutputBytes?: number;
}

/** Long enough for a cold disk, short enough that a hanging network drive does not hang a session. */
const TIMEOUT_MS = 60_000;

/** What the configuration of a repository could start, and a reader must not. */
export const NOTHING_RUNS: readonly string[] = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'diff.external=',
];

/**
 * Refs, packs and the index are on the disk before they count; by itself git forces packs alone, and an empty ref or object
 * behind a power cut stops every later command. A git before 2.36 knows no such setting and does as it does.
 */
export const FORCED: readonly string[] = ['-c', 'core.fsync=all', '-c', 'fetch.unpackLimit=1'];

export function gitCommandIn(
  folder: string,
  timeoutMs: number = TIMEOUT_MS,
  settings: NodeJS.ProcessEnv = {},
): RunGitCommand {
  const before = ['--no-pager', '-C', path.resolve(folder), ...NOTHING_RUNS];
  return (args, { env = {}, conversation, maxOutputBytes } = {}) =>
    runCommand({
      program: 'git',
      args: [...before, ...literally(args), ...args],
      env: { ...gitEnvironment(process.env), ...settings, ...env },
      timeoutMs,
      // Git starts others, and where it is ended for taking too long they end with it.
      ownGroup: true,
      ...(conversation === undefined ? {} : { conversation }),
      ...(maxOutputBytes === undefined ? {} : { maxOutputBytes }),
    });
}

/** One command reads names as they are and refuses to be told so. */
function literally([command]: readonly string[]): readonly string[] {
  return command === 'check-ignore' ? [] : ['--literal-pathspecs'];
}

/** What git printed, or why there is nothing. */
export function printed(outcome: CommandOutcome): Known<Buffer> {
  return outcome.kind === 'exited' && outcome.code === 0
    ? observed(outcome.stdout)
    : unobserved(gitProblem(outcome));
}

/** What kept git from answering, as a clause. */
export function gitProblem(outcome: CommandOutcome): string {
  switch (outcome.kind) {
    case 'not-installed':
      return 'git is not installed';
    case 'stopped':
      return `git could not be asked: ${outcome.problem}`;
    case 'exited':
      return KNOWN_PROBLEMS.find(({ says }) => says.test(outcome.stderr))?.means ?? inGitsWords(outcome);
  }
}

/** Whether git did not know a commit by the name it was given. */
export function isUnknownName(outcome: CommandOutcome): boolean {
  return outcome.kind === 'exited' && UNKNOWN_NAME.test(outcome.stderr);
}

const UNKNOWN_NAME =
  /bad (revision|object)|[Nn]ot a valid (object|commit) name|unknown revision|Needed a single revision|Not a tree object|not a tree object|ambiguous argument/;

const KNOWN_PROBLEMS: readonly { readonly says: RegExp; readonly means: string }[] = [
  {
    says: /dubious ownership/,
    means: 'git does not trust this repository, whose folder belongs to another user',
  },
  { says: /not a git repository/, means: 'this is not a git repository' },
  { says: /must be run in a work tree/, means: 'this is a bare repository, which has no files on disk' },
  {
    says: /lazy fetching disabled|promisor remote/,
    means: 'this is a partial clone, and git has no copy of it here',
  },
  { says: /cannot change to/, means: 'the folder of the repository is gone' },
];

function inGitsWords({ code, stderr }: { readonly code: number; readonly stderr: string }): string {
  const line =
    stderr.split('\n').find((text) => /^(fatal|error): /.test(text)) ?? stderr.split('\n')[0] ?? '';
  const words = line.replace(/^(fatal|error): /, '').replace(/\p{Cc}/gu, '?');
  return words === '' ? `git failed with exit code ${code}` : `git says "${words.slice(0, 200)}"`;
}

/**
 * A hook, or a test inside one, is started with `GIT_DIR` and the like, which would silently
 * make git answer about another repository. What stays configures git itself.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name) || CONFIGURES_GIT.test(name));
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    // A lock on the index would make the user's own `git commit` fail.
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    // The older way to give a commit other parents. There is nothing at this place, on no system.
    GIT_GRAFT_FILE: '/dev/null/none',
    // In a partial clone git would fetch what is missing; older versions know only the second way to say no.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

const CONFIGURES_GIT = /^GIT_(CONFIG_|EXEC_PATH$|CEILING_DIRECTORIES$|DISCOVERY_|TEST_|ATTR_NOSYSTEM$)/i;
