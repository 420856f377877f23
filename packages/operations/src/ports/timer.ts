import type { Clock } from './observers.ts';
import type { StopSignal } from './stop-signal.ts';

/** Time that passes. */
export interface Timer extends Clock {
  /** Milliseconds that only ever grow, whoever sets the clock. */
  elapsedMs(): number;
  /** Resolves after so many milliseconds, or at once where somebody wants it to stop. */
  wait(ms: number, signal: StopSignal): Promise<void>;
}
