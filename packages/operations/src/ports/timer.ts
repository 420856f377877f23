import type { Clock } from './observers.ts';

/** Time that passes. */
export interface Timer extends Clock {
  /** Milliseconds that only ever grow, whoever sets the clock. */
  elapsedMs(): number;
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Resolves after so many milliseconds, or as soon as the promise is settled. Leaves nothing behind that waits. */
  wait(ms: number, until: Promise<unknown>): Promise<void>;
}
