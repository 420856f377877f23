import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';

/** What came of `db diagnose --format markdown`. */
export type Diagnosis =
  | { readonly kind: 'diagnosed'; readonly markdown: string }
  /** `problem` is a sentence. */
  | { readonly kind: 'not-diagnosed'; readonly problem: string }
  | { readonly kind: 'cancelled' };

/** `time`: when it was asked for, as people read it. */
export function diagnosisIn(ending: CliEnding, time: string): Diagnosis {
  switch (ending.kind) {
    case 'cancelled':
      return ending;
    case 'timed-out':
      return problem(
        l10n.t(
          'The diagnosis did not end within {0} s. Run `lockkeeper db diagnose` in a terminal.',
          ending.seconds,
        ),
      );
    case 'broken':
      return problem(l10n.t('The diagnosis {0}. Run it again.', ending.problem));
    case 'ended': {
      const { exitCode, stdout, stderr } = ending;
      if (exitCode !== 0 || stdout.trim() === '')
        return problem(
          stderr.trim() || l10n.t('The diagnosis gave no answer that can be read. See the log.'),
        );
      const title = l10n.t('What is wrong with the databases, as seen at {0}', time);
      return { kind: 'diagnosed', markdown: `# ${title}\n\n${stdout}` };
    }
  }
}

function problem(sentence: string): Diagnosis {
  return { kind: 'not-diagnosed', problem: sentence };
}
