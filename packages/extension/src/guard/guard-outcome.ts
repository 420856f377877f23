import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { readGuardVerdict, type GuardVerdict } from './guard-verdict.ts';

/** What came of one run of the guard. Anything that is not a verdict is no pass. */
export type GuardOutcome = CliAnswer<GuardVerdict>;

export function guardOutcome(ending: CliEnding): GuardOutcome {
  return cliAnswer(ending, {
    read: verdictOf,
    tookTooLong: (seconds) =>
      l10n.t('The guard took longer than {0} s. Run `lockkeeper guard` in a terminal.', seconds),
    broke: (problem) => l10n.t('The guard {0}. Run it again.', problem),
    unreadable: () => l10n.t('The guard gave an unreadable answer. See the log.'),
  });
}

function verdictOf(stdout: string, exitCode: number): GuardVerdict | undefined {
  const verdict = readGuardVerdict(stdout);
  return verdict?.exit === exitCode ? verdict : undefined;
}
