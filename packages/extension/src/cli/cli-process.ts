import { runProcess, type ProcessCall, type ProcessEnding } from './run-process.ts';

export interface CliCall extends Omit<ProcessCall, 'command'> {
  /** Absolute path of the bundled CLI. */
  readonly cli: string;
}

export type CliEnding = ProcessEnding;

/**
 * Runs the bundled CLI in the runtime that VS Code brings, so that no Node has to be installed.
 * Never rejects; resolves when the process is gone.
 */
export function runCli({ cli, args, env, ...call }: CliCall): Promise<CliEnding> {
  return runProcess({
    ...call,
    command: process.execPath,
    args: [cli, ...args],
    env: { ...env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' },
  });
}
