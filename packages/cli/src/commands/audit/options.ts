import type { AnswerOptions, ColorOptions } from '../../command-line/options.ts';

export interface AuditVerifyOptions extends AnswerOptions, ColorOptions {
  readonly root?: string;
  readonly fromCheckpoint?: boolean;
}

export interface AuditShowOptions extends AnswerOptions, ColorOptions {
  readonly root?: string;
  readonly last?: number;
  readonly environment?: string;
}
