import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { readReleaseAnswer, type ReleaseAnswer } from './release-answer.ts';

/** What came of a command of a release. */
export function releaseOutcome(ending: CliEnding): CliAnswer<ReleaseAnswer> {
  return cliAnswer(ending, {
    read: readReleaseAnswer,
    tookTooLong: (seconds) =>
      l10n.t(
        'The release did not end within {0} s. Look what was done with `Lockkeeper: Show Deployments`.',
        seconds,
      ),
    broke: (problem) =>
      l10n.t(
        'The release {0}. Look what was done with `Lockkeeper: Show Deployments`; `Resume Deployment...` goes on.',
        problem,
      ),
    unreadable: () =>
      l10n.t(
        'The release gave no answer that can be read. Look what was done with `Lockkeeper: Show Deployments`.',
      ),
  });
}
