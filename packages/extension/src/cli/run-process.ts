import { spawn, type ChildProcess } from 'node:child_process';

export interface ProcessCall {
  /** A program; no shell reads it. */
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly timeoutMs: number;
  /** How long it may take to put things back once it was asked to leave, before it is killed; left out, two seconds. */
  readonly graceMs?: number;
  /** Beside what the editor has itself. The only way in which a secret is handed over: others can read arguments. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from its standard input; without it there is none. */
  readonly input?: string;
  /** Hears each line of the error output as it comes. Must not throw. */
  readonly hear?: (line: string) => void;
  /** Asked to leave it ends what it is in the middle of, and what it then says counts. */
  readonly answersWhenStopped?: true;
  /** Stops the process when it is aborted. */
  readonly signal: AbortSignal;
}

/** How a call came to its end. Only `ended` says anything about the repository. */
export type ProcessEnding =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  /** Not started, ended by a signal, or writing without end; `problem` goes on after the name of the program. */
  | { readonly kind: 'broken'; readonly problem: string };

/** Far above what the largest report needs; an extension host must not be filled by a runaway process. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

const GRACE_MS = 2000;

/** Runs a program to its end. Never rejects; resolves when the process is gone. */
export function runProcess(call: ProcessCall): Promise<ProcessEnding> {
  if (call.signal.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const child = spawn(call.command, [...call.args], {
      cwd: call.cwd,
      env: { ...process.env, ...call.env },
      stdio: [call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    give(child, call.input);
    let reason: ProcessEnding | undefined;
    const stop = (because: ProcessEnding) => {
      reason ??= because;
      end(child, call.graceMs ?? GRACE_MS);
    };
    const output = collect(child, () => stop({ kind: 'broken', problem: 'wrote more than can be shown' }));
    if (call.hear !== undefined) hearLines(child, call.hear);
    const cancel = () => stop({ kind: 'cancelled' });
    const clock = setTimeout(
      () => stop({ kind: 'timed-out', seconds: Math.round(call.timeoutMs / 1000) }),
      call.timeoutMs,
    );
    const settle = (ending: ProcessEnding) => {
      clearTimeout(clock);
      call.signal.removeEventListener('abort', cancel);
      const isAnswer =
        call.answersWhenStopped === true && reason?.kind === 'cancelled' && ending.kind === 'ended';
      resolve(isAnswer ? ending : (reason ?? ending));
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

function hearLines(child: ChildProcess, hear: (line: string) => void): void {
  let begun = '';
  child.stderr?.on('data', (chunk: string) => {
    const lines = (begun + chunk).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}

function end(child: ChildProcess, graceMs: number): void {
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(kill));
}
