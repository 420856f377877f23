import type { AnswerOptions } from '../../command-line/options.ts';

export interface UpdateOptions extends AnswerOptions {
  readonly root?: string;
}

export interface UpdateStatusOptions extends UpdateOptions {
  readonly profile: string;
}

export interface UpdateRunOptions extends UpdateStatusOptions {
  readonly dryRun?: true;
  readonly interactive?: true;
}

export interface UpdateRecoverOptions extends UpdateStatusOptions {
  readonly beforeStart?: true;
}

export interface UpdateAckOptions extends UpdateStatusOptions {
  readonly ack?: true;
}
