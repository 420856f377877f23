import type { HostOutcome } from '@lockkeeper/operations/ports';

import { FORCED, gitEnvironment, NOTHING_RUNS } from '../../read/git/git-command.ts';
import { finalWords, lastLines } from '../../system/last-lines.ts';
import { runCommand } from '../../system/run-command.ts';

/** A program that changes files of this host. */
export interface HostProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly said: string }
  | { readonly kind: 'failed'; readonly why: string };

const TIMEOUT_MS = 60 * 60 * 1000;

/**
 * Runs a program that ends with us, also where we are killed: whoever goes on must not meet it while it still writes. Never
 * rejects.
 */
export async function runHostProgram({ program, args, env, timeoutMs }: HostProgram): Promise<ProgramEnd> {
  const outcome = await runCommand({
    program: 'setpriv',
    args: ['--pdeathsig', 'KILL', '--', program, ...args],
    env: env ?? process.env,
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
    ownGroup: true,
  });
  switch (outcome.kind) {
    case 'not-installed':
      return { kind: 'failed', why: 'setpriv of util-linux is not installed' };
    case 'stopped':
      return { kind: 'failed', why: `${program}: ${outcome.problem}` };
    case 'exited': {
      const lines = lastLines();
      lines.add(Buffer.from(outcome.stderr));
      const { code } = outcome;
      return { kind: 'exited', code, stdout: outcome.stdout.toString('utf8'), said: finalWords(lines.all()) };
    }
  }
}

/** The same where any other exit code than 0 is a failure. */
export async function mustRun(command: HostProgram): Promise<HostOutcome> {
  return outcomeOf(command, await runHostProgram(command));
}

/** Any other exit code than 0 is a failure. */
export function outcomeOf({ program, args }: HostProgram, end: ProgramEnd): HostOutcome {
  if (end.kind === 'failed') return end;
  const what = program === 'git' ? `git ${verbIn(args)}` : program;
  return end.code === 0 ? DONE : { kind: 'failed', why: `${what} ended with ${end.code}${end.said}` };
}

export const DONE = { kind: 'done' } as const;

/** The command of git, behind its options. */
function verbIn(args: readonly string[]): string {
  return args.find((arg, at) => !arg.startsWith('-') && !['-c', '-C'].includes(args[at - 1] ?? '')) ?? '';
}

/** Git on files of a service. It takes objects from other folders of this host alone, and no hook runs. */
export function gitProgram(place: readonly string[], args: readonly string[]): HostProgram {
  return {
    program: 'git',
    args: ['--no-pager', ...place, ...NOTHING_RUNS, ...FORCED, ...args],
    env: { ...gitEnvironment(process.env), GIT_ALLOW_PROTOCOL: 'file', LC_ALL: 'C' },
  };
}

/** Does one after the other until one fails. */
export async function inTurn(steps: readonly (() => Promise<HostOutcome>)[]): Promise<HostOutcome> {
  for (const step of steps) {
    const outcome = await step();
    if (outcome.kind === 'failed') return outcome;
  }
  return DONE;
}

/** Forces all that was written on the disks of these folders. */
export async function forceDisk(...folders: readonly string[]): Promise<HostOutcome> {
  return await mustRun({ program: 'sync', args: ['-f', ...folders] });
}
