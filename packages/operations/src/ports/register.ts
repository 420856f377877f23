import type { Clock } from './observers.ts';

/** What tells whether a lock is over: the same clock for everybody, or one that may differ from that of others. */
export interface LockClock extends Clock {
  /** How much it may differ, in milliseconds. */
  readonly leewayMs: number;
}

/** A text that many processes may change, each only where nobody changed it since they looked. Rejects where it cannot be reached. */
export interface Register {
  read(): Promise<RegisterState>;
  /** The text as it is from now on; `undefined`, with nothing changed: it is no longer what was `seen`. */
  swap(seen: RegisterState, text: string): Promise<RegisterState | undefined>;
}

export interface RegisterState {
  /** Another one for every change there ever was. */
  readonly version: string;
  /** `undefined` where nobody wrote one yet. */
  readonly text: string | undefined;
}
