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
  /** The run is written down and waits, even where nothing stands against it. */
  readonly begin?: true;
  readonly yes?: true;
  readonly confirm?: string;
  /** Digest of the plan that somebody has read: no other is carried out. */
  readonly planned?: string;
  /** Milliseconds without a sign of life from here after which others may take the lock. */
  readonly lockFor: number;
  readonly python?: string;
}

/** What a release is judged with, whoever asked for it. */
export interface ReleaseOptions extends ActingOptions {
  readonly variables?: readonly string[];
}

export interface DeployOptions extends ReleaseOptions {
  readonly commit?: string;
  readonly reason?: string;
  /** What is not known, by name or by a code that has one cause, and that somebody answers for. */
  readonly acceptUnknown?: readonly string[];
  readonly retryFailed?: true;
  readonly tests?: readonly string[];
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

export type ApproveOptions = ReleasePlaceOptions & Pick<ActingOptions, 'yes' | 'confirm' | 'planned'>;

export interface NoteOptions extends ReleasePlaceOptions {
  readonly reason: string;
  readonly commit?: string;
  readonly undo?: true;
}

export interface SignOptions extends AnswerOptions {
  readonly root?: string;
  readonly commit?: string;
  readonly key?: string;
  readonly message?: string;
  readonly expires?: string;
  readonly minFrom?: string;
  readonly rollout?: string;
  readonly blocked?: readonly string[];
}

export interface RolloutOptions extends AnswerOptions {
  readonly root?: string;
  readonly host?: readonly string[];
  readonly canary?: readonly string[];
}

export interface StatusOptions extends ReleasePlaceOptions {
  /** How many runs and other events of each place are told. */
  readonly history: number;
  /** Only this one is told of. */
  readonly run?: string;
}
