import type { Uri } from 'vscode';

import type { GuardOutcome } from './guard-outcome.ts';

export const GUARD_VIEW = 'lockkeeper.guard';

/** One finished run. */
export interface GuardRun {
  /** What the paths of its findings are relative to. */
  readonly root: Uri;
  readonly outcome: Exclude<GuardOutcome, { kind: 'cancelled' }>;
  /** Local time, such as 12:03. */
  readonly time: string;
}
