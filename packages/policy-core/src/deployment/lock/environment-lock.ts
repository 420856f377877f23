import { z } from 'zod';

/** Who may act on an environment alone, and until when. Times are UTC. */
export interface LockHolding {
  /** Greater than that of every earlier holding: what acts on the environment can tell a late one off. */
  readonly token: number;
  /** Tells two holdings of the same holder apart. */
  readonly nonce: string;
  /** A login, `ci`, or a program. */
  readonly holder: string;
  readonly reason: string;
  readonly run_url: string | null;
  readonly taken_at: string;
  /** Until then nobody else takes it. A holder who lives moves it on. */
  readonly expires_at: string;
}

export type LockState =
  | { readonly kind: 'free'; readonly token: number }
  | { readonly kind: 'held'; readonly holding: LockHolding }
  /** A text that no version of ours wrote. It keeps everybody out: who made it may be at work. */
  | { readonly kind: 'unreadable' };

const token = z.int().positive();
const text = z.string().min(1);
const time = z.iso.datetime();

const lockSchema = z.discriminatedUnion('state', [
  z.strictObject({ schema_version: z.literal(1), state: z.literal('free'), token }),
  z.strictObject({
    schema_version: z.literal(1),
    state: z.literal('held'),
    token,
    nonce: text,
    holder: text,
    reason: text,
    run_url: text.nullable(),
    taken_at: time,
    expires_at: time,
  }),
]);

/** @param written What the register holds; `undefined` where nobody ever took the lock. */
export function readLock(written: string | undefined): LockState {
  if (written === undefined) return { kind: 'free', token: 0 };
  const lock = lockSchema.safeParse(parsed(written)).data;
  if (lock === undefined) return { kind: 'unreadable' };
  if (lock.state === 'free') return { kind: 'free', token: lock.token };
  const { state, schema_version: version, ...holding } = lock;
  return state === 'held' && version === 1 ? { kind: 'held', holding } : { kind: 'unreadable' };
}

export function heldText(holding: LockHolding): string {
  return `${JSON.stringify({ schema_version: 1, state: 'held', ...holding })}\n`;
}

/** The count goes on where the last holding ended. */
export function freeText({ token: last }: Pick<LockHolding, 'token'>): string {
  return `${JSON.stringify({ schema_version: 1, state: 'free', token: last })}\n`;
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    // No JSON is none of ours.
    return undefined;
  }
}
