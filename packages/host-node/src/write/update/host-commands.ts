import type { HostCommands } from '@lockkeeper/operations/ports';

import { findProgram } from '../../system/find-program.ts';
import { finalWords, lastLines } from '../../system/last-lines.ts';
import { runCommand } from '../../system/run-command.ts';
import { startWatchdog } from '../commands/command-watchdog.ts';

export interface HostCommandOptions {
  readonly env: NodeJS.ProcessEnv;
  /** For each program. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs programs of the settings without a shell. What they started ends with them. */
export function createHostCommands({ env: given, timeoutMs, signal }: HostCommandOptions): HostCommands {
  return {
    run: async ([word = '', ...args], { folder, env: more = {} }) => {
      const env = { ...given, ...more };
      const program = await findProgram(word, { env, folder });
      if (program === undefined) return { kind: 'failed', why: `${word} is not on the PATH`, isBegun: false };
      const said = lastLines();
      const watchdog = startWatchdog(env, Date.now() + timeoutMs + GRACE_MS);
      let group: number | undefined;
      const outcome = await runCommand({
        program,
        args,
        env: watchdog.env,
        timeoutMs,
        ownGroup: true,
        ofUser: {
          folder,
          signal,
          hear: (chunk) => said.add(chunk),
          begun: (pid) => {
            group = pid;
            watchdog.watch(pid);
          },
        },
      });
      watchdog.stop();
      endGroup(group);
      if (outcome.kind === 'exited' && outcome.code === 0) return { kind: 'done' };
      if (outcome.kind === 'not-installed') return { kind: 'failed', why: `${word} is not installed` };
      const end = outcome.kind === 'exited' ? `it ended with ${outcome.code}` : outcome.problem;
      return { kind: 'failed', why: `${end}${finalWords(said.all())}` };
    },
  };
}

const GRACE_MS = 10_000;

/** What a program left running in its group, as where it started something and did not wait. */
function endGroup(group: number | undefined): void {
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of it runs any more.
  }
}
