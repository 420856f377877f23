import { l10n } from 'vscode';

import type { GuardOutcome } from '../guard-outcome.ts';
import { isHarmless } from '../guard-verdict.ts';

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
  if (outcome.kind === 'not-judged') {
    return { text: l10n.t('$(shield) Guard: not proved {0}', time), tooltip: outcome.problem, failed: true };
  }
  const { passed, explanation, checks } = outcome.verdict;
  if (passed)
    return { text: l10n.t('$(shield) Guard: passed {0}', time), tooltip: explanation, failed: false };
  const failing = checks.filter(({ outcome: came }) => !isHarmless(came)).length;
  return {
    text: l10n.t('$(shield) Guard: failed ({0}) {1}', failing, time),
    tooltip: explanation,
    failed: true,
  };
}
