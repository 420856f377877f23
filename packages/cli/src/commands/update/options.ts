import type { AnswerOptions } from '../../command-line/options.ts';

export interface UpdateOptions extends AnswerOptions {
  readonly root?: string;
}

export interface UpdateStatusOptions extends UpdateOptions {
  readonly profile: string;
}
