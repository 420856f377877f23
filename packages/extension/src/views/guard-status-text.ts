import { l10n } from 'vscode';

import type { GuardOutcome } from '../guard/guard-outcome.ts';
import { isClear, POLICY_CHECK } from '../guard/guard-table.ts';
import { isHarmless, type GuardVerdict } from '../guard/guard-verdict.ts';

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
    text: l10n.t('$(shield) Guard: failed ({0}) {1}', against(outcome.answer), time),
    tooltip: explanation,
    failed: true,
  };
}

/** How many rules and other checks stand against the release; a policy may do so without any of its rules. */
function against({ checks, table }: GuardVerdict): number {
  const rules = checks.filter(({ outcome }) => !isHarmless(outcome)).length;
  const failing = table.filter(({ state }) => !isClear(state));
  const others = failing.filter(({ id }) => id !== POLICY_CHECK).length;
  return others + Math.max(rules, failing.length - others);
}
