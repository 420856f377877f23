import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';
import { refusalIn } from '../cli/cli-refusal.ts';
import { readGuardVerdict, type GuardVerdict } from './guard-verdict.ts';

/** What came of one run of the guard. Anything that is not a verdict is no pass. */
export type GuardOutcome =
  | { readonly kind: 'judged'; readonly verdict: GuardVerdict }
  /** `problem` is a sentence, `log` what helps to find the cause. */
  | { readonly kind: 'not-judged'; readonly problem: string; readonly log: string }
  | { readonly kind: 'cancelled' };

export function guardOutcome(ending: CliEnding): GuardOutcome {
  switch (ending.kind) {
    case 'cancelled':
      return ending;
    case 'timed-out':
      return notJudged(
        l10n.t('The guard did not end within {0} s. Run `lockkeeper guard` in a terminal.', ending.seconds),
        '',
      );
    case 'broken':
      return notJudged(l10n.t('The guard {0}. Run it again.', ending.problem), '');
    case 'ended':
      return ofOutput(ending);
  }
}

function ofOutput({ exitCode, stdout, stderr }: Extract<CliEnding, { kind: 'ended' }>): GuardOutcome {
  const verdict = readGuardVerdict(stdout);
  // The exit code and the text are written apart from each other; when they disagree neither is believed.
  if (verdict !== undefined && verdict.exit === exitCode) return { kind: 'judged', verdict };
  const log = [`exit code ${exitCode}`, stderr.trim(), stdout.trim().slice(0, 2000)]
    .filter(Boolean)
    .join('\n');
  const said = exitCode === 0 ? undefined : refusalIn(stdout) || stderr.trim();
  return notJudged(said || l10n.t('The guard gave no answer that can be read. See the log.'), log);
}

function notJudged(problem: string, log: string): GuardOutcome {
  return { kind: 'not-judged', problem, log };
}
