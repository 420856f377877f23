import type { AnswerOptions, ColorOptions } from '../../command-line/options.ts';
import type { LockPlaceOptions } from '../../locks/lock-registry.ts';

export interface LockOptions extends LockPlaceOptions, AnswerOptions, ColorOptions {
  readonly service?: string;
  readonly reason: string;
  /** In milliseconds; `undefined`: as long as usual. */
  readonly for?: number;
  readonly wait: number;
  readonly holder?: string;
  /** Name of a variable. */
  readonly database?: string;
}

export interface LocksOptions extends LockPlaceOptions, AnswerOptions {
  readonly database?: string;
}

export interface UnlockOptions extends LockPlaceOptions, AnswerOptions {
  readonly service?: string;
  readonly force?: boolean;
  readonly holder?: string;
}
