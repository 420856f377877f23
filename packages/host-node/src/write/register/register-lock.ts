import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { Register, RegisterState } from '@lockkeeper/operations/ports';

import { isRunning, thisProcess, type ProcessMark } from './this-process.ts';

/** So long another process may keep the register before this one gives up, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Lets `work` run while no other process that asks the same register does. One that was killed keeps
 * nobody out.
 *
 * Rejects, with nothing done, where another one keeps it longer than `patience`, in milliseconds.
 */
export async function withRegisterLock<T>(
  {
    register,
    what,
    patience = PATIENCE,
  }: { readonly register: Register; readonly what: string; readonly patience?: number },
  work: () => Promise<T>,
): Promise<T> {
  const use = `${THIS_COPY}/${randomUUID()}`;
  const mine = JSON.stringify({ ...(await thisProcess()), use });
  const until = Date.now() + patience;
  IN_USE.add(use);
  try {
    const held = await taken(register, mine, { until, what });
    // Where this fails, as on a full disk, nobody keeps the register all the same: its use is over.
    const release = async () => {
      IN_USE.delete(use);
      await register.swap(held, FREE);
    };
    const done = await work().catch(async (error: unknown) => {
      // What the work met comes first: it says what was left undone.
      await release().catch(() => undefined);
      throw error;
    });
    await release();
    return done;
  } finally {
    IN_USE.delete(use);
  }
}

/** Another process keeps the register. Nothing was done. */
export class RegisterKeptError extends Error {}

/** Another thread of this process has this code, too, and does not know what is kept here. */
const THIS_COPY = randomUUID();

/** What is kept just now, by this copy. */
const IN_USE = new Set<string>();

/** Who keeps a register, and for which of its uses; '' where nothing is known of it. */
type Holder = ProcessMark & { readonly use: string };

const FREE = '';

async function taken(
  register: Register,
  mine: string,
  { until, what }: { readonly until: number; readonly what: string },
): Promise<RegisterState> {
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    const state = await register.read();
    const holder = holderIn(state);
    const isFree = holder === undefined || (await isOver(holder));
    const held = isFree ? await register.swap(state, mine) : undefined;
    if (held !== undefined) return held;
    if (Date.now() > until) throw new RegisterKeptError(tooLong(what, holder));
    // Not all at once again.
    await wait(pause * (0.5 + Math.random()));
  }
}

/** Its process has ended, or it is kept from here, where its use is over. */
async function isOver({ use, ...mark }: Holder): Promise<boolean> {
  if ((await isRunning(mark)) === false) return true;
  return use.startsWith(`${THIS_COPY}/`) && !IN_USE.has(use);
}

function tooLong(what: string, holder: ProcessMark | undefined): string {
  const who = holder === undefined ? 'Other processes keep' : `Process ${holder.pid} on ${holder.host} keeps`;
  return `${who} ${what} for too long. End it if it hangs, then run the command again.`;
}

/** `undefined` where nobody has it. A text that cannot be read is somebody's of whom nothing is known. */
function holderIn({ text = FREE }: RegisterState): Holder | undefined {
  if (text === FREE) return undefined;
  const unknown = { host: 'an unknown machine', boot: '', numbering: '', pid: 0, started: '', use: '' };
  try {
    const mark: unknown = JSON.parse(text);
    return { ...unknown, ...(typeof mark === 'object' ? mark : {}) };
  } catch {
    // Half a text, where the disk cannot make a file at once.
    return unknown;
  }
}
