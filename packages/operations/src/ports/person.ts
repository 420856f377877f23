import type { StopSignal } from './stop-signal.ts';

/** Somebody who does by hand what no program can, and says how it went. */
export interface Person {
  /** Shows the lines and waits for the answer. Never rejects. */
  work(task: ManualTask): Promise<ManualAnswer>;
}

export interface ManualTask {
  /** What is to be done, in this order. */
  readonly checklist: readonly string[];
  /** What is asked when all of it is done. */
  readonly question: string;
  /** Aborted where the answer is of no use any more. */
  readonly signal: StopSignal;
}

/** `nobody`: no answer came, or there is no terminal. */
export type ManualAnswer = 'done' | 'failed' | 'nobody';
