import { l10n } from 'vscode';

import type { GuardOutcome } from '../guard/guard-outcome.ts';
import { guardTally, shortTallyText } from '../guard/guard-tally.ts';

export interface GuardStatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly failed: boolean;
}

/** `time` is local, such as 12:03: an old pass must not look like a fresh one. */
export function guardStatus(run: {
  readonly outcome: Exclude<GuardOutcome, { kind: 'cancelled' }>;
  readonly time: string;
}): GuardStatusText {
  const { outcome, time } = run;
  if (outcome.kind === 'failed') {
    return { text: l10n.t('$(shield) Guard: not proved {0}', time), tooltip: outcome.problem, failed: true };
  }
  const { passed, explanation } = outcome.answer;
  if (passed)
    return { text: l10n.t('$(shield) Guard: passed {0}', time), tooltip: explanation, failed: false };
  return {
    text: l10n.t('$(shield) Guard: failed ({0}) {1}', shortTallyText(guardTally(outcome.answer)), time),
    tooltip: explanation,
    failed: true,
  };
}
