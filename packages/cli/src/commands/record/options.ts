import type { AnswerOptions, ColorOptions, PlaceOptions } from '../../command-line/options.ts';

export interface RecordOptions extends PlaceOptions, AnswerOptions, ColorOptions {
  readonly environment?: string;
  readonly service?: string;
}

/** For what is written down of an environment. */
export interface RecordOnceOptions {
  readonly root?: string;
  readonly environment: string;
}

export interface RecordRepairOptions extends AnswerOptions {
  readonly root?: string;
  readonly reason: string;
}

export interface RecordDeployedOptions extends AnswerOptions {
  readonly root?: string;
  readonly commit: string;
  readonly environment: string;
  readonly service?: string;
}

export interface RecordBeginOptions {
  readonly root?: string;
}

export interface RecordMirrorOptions {
  readonly root?: string;
  readonly base?: string;
  readonly branch: string;
}

export type RecordBackupOptions = RecordOnceOptions;
