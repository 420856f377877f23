import { spawn, type ChildProcess } from 'node:child_process';

export interface CliCall {
  /** Absolute path of the bundled CLI. */
  readonly cli: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly timeoutMs: number;
  /** What it reads from its standard input; without it there is none. */
  readonly input?: string;
  /** Stops the process when it is aborted. */
  readonly signal: AbortSignal;
}

/** How a call came to its end. Only `ended` says anything about the repository. */
export type CliEnding =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  /** Not started, ended by a signal, or writing without end; `problem` goes on after "the guard". */
  | { readonly kind: 'broken'; readonly problem: string };

/** Far above what the largest report needs; an extension host must not be filled by a runaway process. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** How long a process may take to leave by itself before it is killed. */
const GRACE_MS = 2000;

/**
 * Runs the bundled CLI in the runtime that VS Code brings, so that no Node has to be installed.
 * Never rejects; resolves when the process is gone.
 */
export function runCli(call: CliCall): Promise<CliEnding> {
  if (call.signal.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [call.cli, ...call.args], {
      cwd: call.cwd,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' },
      stdio: [call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    give(child, call.input);
    let reason: CliEnding | undefined;
    const stop = (because: CliEnding) => {
      reason ??= because;
      end(child);
    };
    const output = collect(child, () => stop({ kind: 'broken', problem: 'wrote more than can be shown' }));
    const cancel = () => stop({ kind: 'cancelled' });
    const clock = setTimeout(
      () => stop({ kind: 'timed-out', seconds: Math.round(call.timeoutMs / 1000) }),
      call.timeoutMs,
    );
    const settle = (ending: CliEnding) => {
      clearTimeout(clock);
      call.signal.removeEventListener('abort', cancel);
      resolve(reason ?? ending);
    };
    call.signal.addEventListener('abort', cancel);
    child.once('error', ({ message }) =>
      settle({ kind: 'broken', problem: `could not be started (${message})` }),
    );
    child.once('close', (exitCode, signal) =>
      settle(
        exitCode === null
          ? { kind: 'broken', problem: `was ended by ${signal ?? 'the system'}` }
          : { kind: 'ended', exitCode, ...output() },
      ),
    );
  });
}

function give(child: ChildProcess, input: string | undefined): void {
  // It may leave before it has read all; why it left is told by how it ends.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
}

function collect(
  child: ChildProcess,
  tooMuch: () => void,
): () => { readonly stdout: string; readonly stderr: string } {
  const read = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      read[name] += chunk;
      if (read[name].length > MOST_CHARACTERS) tooMuch();
    });
  }
  return () => read;
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(kill));
}
