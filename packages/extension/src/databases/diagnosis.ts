import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';

/** What came of `db diagnose --format markdown`: a text to be read. */
export type Diagnosis = CliAnswer<string>;

/** `time`: when it was asked for, as people read it. */
export function diagnosisIn(ending: CliEnding, time: string): Diagnosis {
  return cliAnswer(ending, {
    read: (stdout, exitCode) => {
      if (exitCode !== 0 || stdout.trim() === '') return undefined;
      return `# ${l10n.t('Diagnosis of the databases at {0}', time)}\n\n${stdout}`;
    },
    tookTooLong: (seconds) =>
      l10n.t('The diagnosis took longer than {0} s. Run `lockkeeper db diagnose` in a terminal.', seconds),
    broke: (problem) => l10n.t('The diagnosis {0}. Run it again.', problem),
    unreadable: () => l10n.t('The diagnosis gave an unreadable answer. See the log.'),
  });
}
