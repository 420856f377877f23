import { spawn, type ChildProcess } from 'node:child_process';

import { errorCode } from '../../system/error-code.ts';
import { findProgram } from '../../system/find-program.ts';

/** A program of the user's that has the terminal, and all three streams, to itself. */
export interface AttendedCommand {
  /** Never rejects. */
  readonly ended: Promise<AttendedEnd>;
  /** Fine where it has ended. */
  tell(signal: NodeJS.Signals): void;
}

export type AttendedEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  /** Nothing of it ran. `problem` is a clause. */
  | { readonly kind: 'not-found'; readonly problem: string }
  | { readonly kind: 'not-run'; readonly problem: string };

export interface AttendedOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** It runs from now on. Must not throw. */
  readonly begun?: (pid: number) => void;
}

/** Starts a program without a shell. It is of our group: what is typed in the terminal reaches it by itself. */
export async function attendCommand(
  [word, ...args]: readonly [string, ...string[]],
  { env, folder, begun }: AttendedOptions,
): Promise<AttendedCommand> {
  const program = await findProgram(word, { env, folder });
  if (program === undefined) return ended({ kind: 'not-found', problem: 'it is not on the PATH' });
  try {
    const child = spawn(program, args, { env, cwd: folder, stdio: 'inherit', shell: false });
    if (child.pid !== undefined) begun?.(child.pid);
    return { ended: endOf(child), tell: (signal) => void child.kill(signal) };
  } catch (error) {
    // Node refuses what no program could be given, such as a NUL character in an argument.
    return ended(notStarted(error));
  }
}

function ended(end: AttendedEnd): AttendedCommand {
  return { ended: Promise.resolve(end), tell: () => undefined };
}

function endOf(child: ChildProcess): Promise<AttendedEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(notStarted(error)));
    child.once('exit', (code, signal) =>
      resolve(signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal }),
    );
  });
}

function notStarted(error: unknown): AttendedEnd {
  const code = errorCode(error) ?? '';
  if (code === 'ENOENT') return { kind: 'not-found', problem: 'there is no such program' };
  return {
    kind: 'not-run',
    problem: code === 'EACCES' ? 'it may not be run' : `it could not be started (${code})`,
  };
}
