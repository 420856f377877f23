import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';
import { refusalIn } from '../cli/cli-refusal.ts';
import { readReleaseAnswer, type ReleaseAnswer } from './release-answer.ts';

export type ReleaseOutcome =
  | { readonly kind: 'told'; readonly answer: ReleaseAnswer }
  /** `problem` is a sentence that says what to do. */
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'cancelled' };

/** What came of a command of a release. Whatever is not an answer is no success. */
export function releaseOutcome(ending: CliEnding): ReleaseOutcome {
  switch (ending.kind) {
    case 'cancelled':
      return ending;
    case 'timed-out':
      return failed(
        l10n.t(
          'The release did not end within {0} s. Look what was done with `Lockkeeper: Show Deployments`.',
          ending.seconds,
        ),
      );
    case 'broken':
      return failed(
        l10n.t(
          'The release {0}. Look what was done with `Lockkeeper: Show Deployments`; `Resume Deployment...` goes on.',
          ending.problem,
        ),
      );
    case 'ended':
      return ofOutput(ending);
  }
}

function ofOutput({ exitCode, stdout, stderr }: Extract<CliEnding, { kind: 'ended' }>): ReleaseOutcome {
  const answer = readReleaseAnswer(stdout, exitCode);
  if (answer !== undefined) return { kind: 'told', answer };
  const said = exitCode === 0 ? undefined : refusalIn(stdout) || stderr.trim();
  return failed(
    said ||
      l10n.t(
        'The release gave no answer that can be read. Look what was done with `Lockkeeper: Show Deployments`.',
      ),
  );
}

function failed(problem: string): ReleaseOutcome {
  return { kind: 'failed', problem };
}
