import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { readReleaseAnswer, type ReleaseAnswer } from './release-answer.ts';

/** What came of a command of a release. One that only looked has changed nothing, however it ended. */
export function releaseOutcome(ending: CliEnding, doing: 'looking' | 'acting'): CliAnswer<ReleaseAnswer> {
  const next =
    doing === 'looking'
      ? l10n.t('Nothing was changed; run the command again.')
      : l10n.t(
          'Run `Lockkeeper: Show Deployments` to see its progress, then `Resume Deployment...` to continue.',
        );
  return cliAnswer(ending, {
    read: readReleaseAnswer,
    tookTooLong: (seconds) => `${l10n.t('Lockkeeper took longer than {0} s.', seconds)} ${next}`,
    broke: (problem) => `${l10n.t('Lockkeeper {0}.', problem)} ${next}`,
    unreadable: () => `${l10n.t('Lockkeeper gave an unreadable answer.')} ${next}`,
  });
}
