import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import type { StopSignal } from '@lockkeeper/operations/ports';

/** A program with its arguments. There is no shell: nothing in an argument is ever interpreted. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** More output than this is refused as a whole, never cut short. */
  readonly maxOutputBytes?: number;
  /** For a program that is asked again and again; its output is then not collected. Must not throw. */
  readonly conversation?: Conversation;
  readonly ofUser?: UserProgram;
  /** Ends it before its time, with all it started where it has a group of its own. */
  readonly signal?: StopSignal;
  /** Ctrl-C in the terminal does not reach it: it ends by itself, or when it is stopped with all it started. */
  readonly ownGroup?: boolean;
}

/** A program that the user asked for: it runs where they say, in their language, and stops when they say. */
export interface UserProgram {
  /** Absolute. */
  readonly folder: string;
  readonly signal: StopSignal;
  /** Both outputs as they come, which are then not collected. Must not throw. */
  readonly hear: (chunk: Buffer, from: 'stdout' | 'stderr') => void;
  /** It runs from now on. Must not throw. */
  readonly begun?: (pid: number) => void;
}

export interface Conversation {
  start(input: CommandInput): void;
  hear(chunk: Buffer, input: CommandInput): void;
}

export interface CommandInput {
  write(text: string | Buffer): void;
  end(): void;
}

export type CommandOutcome =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: Buffer; readonly stderr: string }
  | { readonly kind: 'not-installed' }
  /** It did not end by itself. `problem` is a clause: "it did not answer within 60 s". */
  | {
      readonly kind: 'stopped';
      readonly problem: string;
      /** Whether anything of it ran. */
      readonly hasBegun: boolean;
    };

const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

const running = new Set<() => void>();

/** Ends every program that is still listened to, with what it started where it has a group of its own. */
export function stopRunningCommands(): void {
  for (const stop of running) stop();
}

/** Starts every program that is listened to. Never rejects: a program that fails is an outcome. */
export function runCommand(command: Command): Promise<CommandOutcome> {
  return new Promise((settle) => {
    try {
      attend(command, start(command), settle);
    } catch (error) {
      // Node refuses what no program could be given, such as a NUL character in an argument.
      settle(notStarted(error));
    }
  });
}

function notStarted(error: unknown): CommandOutcome {
  const problem = `it could not be started: ${messageOf(error)}`;
  return { kind: 'stopped', problem, hasBegun: false };
}

function start({ program, args, env, conversation, ofUser, ownGroup }: Command): ChildProcess {
  return spawn(program, args, {
    env: ofUser === undefined ? { ...env, LC_ALL: 'C' } : env,
    // Windows looks for programs in the working directory first, and a repository could hold a `git.exe`.
    cwd: ofUser?.folder ?? path.dirname(process.execPath),
    detached: ownGroup === true && hasGroups(),
    stdio: [conversation === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
  });
}

function attend(command: Command, child: ChildProcess, settle: (outcome: CommandOutcome) => void): void {
  const output = collector(command.maxOutputBytes ?? MAX_OUTPUT_BYTES);
  const errors = collector(MAX_ERROR_BYTES);
  const stop = (problem: string): void => {
    running.delete(interrupt);
    clearTimeout(timer);
    killAll(command, child);
    // A grandchild may hold the pipes open; nobody waits for it.
    child.stdout?.destroy();
    child.stderr?.destroy();
    settle({ kind: 'stopped', problem, hasBegun: child.pid !== undefined });
  };
  const timer = setTimeout(
    () => stop(`it did not answer within ${command.timeoutMs / 1000} s`),
    command.timeoutMs,
  );
  const { ofUser } = command;
  if (child.pid !== undefined) ofUser?.begun?.(child.pid);
  const hear = listener(command, child);
  child.stdout?.on('data', (chunk: Buffer) => {
    if (hear !== undefined) hear(chunk);
    else if (ofUser !== undefined) ofUser.hear(chunk, 'stdout');
    else if (!output.add(chunk)) stop('its answer is too long');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (ofUser === undefined) errors.add(chunk);
    else ofUser.hear(chunk, 'stderr');
  });
  const interrupt = () => stop('it was interrupted');
  running.add(interrupt);
  const heedless = heed(ofUser?.signal ?? command.signal, interrupt);
  child.on('close', () => {
    running.delete(interrupt);
    heedless();
  });
  child.on('error', (error) => {
    running.delete(interrupt);
    clearTimeout(timer);
    settle('code' in error && error.code === 'ENOENT' ? { kind: 'not-installed' } : notStarted(error));
  });
  child.on('close', (code, ended) => {
    clearTimeout(timer);
    settle(
      code === null
        ? { kind: 'stopped', problem: `it was ended by ${ended ?? 'a signal'}`, hasBegun: true }
        : { kind: 'exited', code, stdout: output.all(), stderr: errors.all().toString('utf8') },
    );
  });
}

/** Interrupts when it is told to, until what is returned is called. */
function heed(signal: StopSignal | undefined, interrupt: () => void): () => void {
  if (signal?.aborted === true) interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  return () => signal?.removeEventListener('abort', interrupt);
}

/** With what it started: a grandchild could go on writing files that are being restored. */
function killAll({ ownGroup }: Command, child: ChildProcess): void {
  if (ownGroup !== true || child.pid === undefined || !hasGroups()) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
    child.kill('SIGKILL');
  }
}

/** On Windows it would be given a window of its own instead. */
function hasGroups(): boolean {
  return process.platform !== 'win32';
}

/** Starts the conversation, if there is one, and returns what listens to the program. */
function listener({ conversation }: Command, { stdin }: ChildProcess): ((chunk: Buffer) => void) | undefined {
  if (conversation === undefined || stdin === null) return undefined;
  // A program that ended early no longer reads; its exit code says why, so the broken pipe is no news.
  stdin.on('error', () => stdin.destroy());
  const input: CommandInput = { write: (text) => void stdin.write(text), end: () => void stdin.end() };
  conversation.start(input);
  return (chunk) => conversation.hear(chunk, input);
}

interface Collector {
  /** `false` when there is no room for it. */
  add(chunk: Buffer): boolean;
  all(): Buffer;
}

function collector(limit: number): Collector {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk) => {
      if (size + chunk.length > limit) return false;
      size += chunk.length;
      chunks.push(chunk);
      return true;
    },
    all: () => Buffer.concat(chunks, size),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
