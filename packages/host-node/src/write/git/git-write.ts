import path from 'node:path';

import { gitEnvironment, NOTHING_RUNS } from '../../read/git/git-command.ts';
import { runCommand, type CommandOutcome } from '../../system/run-command.ts';

interface WriteOptions {
  /** The user's hooks run, as when they type the command; else nothing the repository configures. */
  readonly withHooks?: boolean;
  /** Who commits, where the environment says so. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export type WriteWithGit = (args: readonly string[], options?: WriteOptions) => Promise<CommandOutcome>;

/** A hook may run tests. */
const TIMEOUT_MS = 60 * 60 * 1000;

/** Has git change a repository. Never rejects, and Ctrl-C does not cut it off in the middle. */
export function writeWithGit(root: string): WriteWithGit {
  return (args, { withHooks = false, env = {} } = {}) =>
    runCommand({
      program: 'git',
      args: [
        '--no-pager',
        '-C',
        path.resolve(root),
        ...(withHooks ? [] : NOTHING_RUNS),
        '--literal-pathspecs',
        ...args,
      ],
      env: { ...gitEnvironment(process.env), ...identityIn(env) },
      timeoutMs: TIMEOUT_MS,
      ownGroup: true,
    });
}

function identityIn(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const names = Object.entries(env).filter(([name]) =>
    /^GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)$/.test(name),
  );
  return Object.fromEntries(names);
}
