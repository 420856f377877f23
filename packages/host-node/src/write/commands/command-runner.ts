import path from 'node:path';

import type { CommandRunner } from '@lockkeeper/operations/ports';

import { runCommand, type CommandOutcome } from '../../system/run-command.ts';
import { findProgram } from '../../system/find-program.ts';
import { lastLines } from '../../system/last-lines.ts';

interface RunnerOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** A day, unless tests are in a hurry: how long tests take is not for us to say. */
  readonly timeoutMs?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Runs programs of the user's below `root`. */
export function createCommandRunner(
  root: string,
  { env, signal, timeoutMs = DAY_MS }: RunnerOptions,
): CommandRunner {
  return {
    run: async ({ words: [word, ...args], folder: below }) => {
      const folder = path.join(root, below);
      if (signal.aborted) return { kind: 'interrupted' };
      const program = await findProgram(word, { env, folder });
      if (program === undefined) return { kind: 'not-run', problem: notInstalled(word) };
      const heard = { stdout: lastLines(), stderr: lastLines() };
      const outcome = await runCommand({
        program,
        args,
        env,
        timeoutMs,
        ownGroup: true,
        ofUser: { folder, signal, hear: (chunk, from) => heard[from].add(chunk) },
      });
      return answerFor(outcome, {
        word,
        lines: [...heard.stdout.all(), ...heard.stderr.all()],
        isInterrupted: signal.aborted,
      });
    },
  };
}

interface CommandTranscript {
  readonly word: string;
  readonly lines: readonly string[];
  readonly isInterrupted: boolean;
}

function answerFor(
  outcome: CommandOutcome,
  { word, lines, isInterrupted }: CommandTranscript,
): Awaited<ReturnType<CommandRunner['run']>> {
  switch (outcome.kind) {
    case 'exited':
      return { kind: 'exited', code: outcome.code, lastLines: lines };
    case 'not-installed':
      return { kind: 'not-run', problem: notInstalled(word) };
    case 'stopped':
      return isInterrupted ? { kind: 'interrupted' } : { kind: 'not-run', problem: outcome.problem };
  }
}

function notInstalled(word: string): string {
  return `${word} is not installed or not on the PATH`;
}
