import type { AnswerOptions, ColorOptions } from '../../command-line/options.ts';
import type { LockPlaceOptions } from '../../locks/lock-registry.ts';

/** What every command needs that looks at a place or acts on it. */
export interface ReleasePlaceOptions extends LockPlaceOptions, AnswerOptions, ColorOptions {
  readonly service?: string;
  /** Neither the platform nor the lock nor the remote is asked. */
  readonly offline?: true;
  /** Nothing is done, and nothing written. */
  readonly plan?: true;
}

export interface ActingOptions extends ReleasePlaceOptions {
  readonly yes?: true;
  readonly confirm?: string;
  /** What is not known, by name or by a code that has one cause, and that somebody answers for. */
  readonly acceptUnknown?: readonly string[];
  /** Milliseconds without a sign of life from here after which others may take the lock. */
  readonly lockFor: number;
  readonly python?: string;
}

export interface DeployOptions extends ActingOptions {
  readonly commit?: string;
  readonly reason?: string;
  readonly retryFailed?: true;
  readonly tests?: readonly string[];
  readonly variables?: readonly string[];
}

export interface PromoteOptions extends DeployOptions {
  readonly to: string;
}

export interface RollbackOptions extends ActingOptions {
  readonly environment: string;
  readonly to?: string;
  readonly reason: string;
  readonly acceptLoss?: readonly string[];
}

export interface RunOptions extends ActingOptions {
  readonly reason?: string;
}

export interface NoteOptions extends ReleasePlaceOptions {
  readonly reason: string;
  readonly commit?: string;
  readonly undo?: true;
}

export type StatusOptions = ReleasePlaceOptions;
