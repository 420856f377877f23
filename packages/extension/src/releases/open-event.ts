import { l10n, window, type Uri } from 'vscode';

import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import type { TimelineEvent } from '../webview/timeline/timeline.ts';
import { askStatus } from './ask-status.ts';
import { runPage, runTitle } from './run-page.ts';
import { short } from './run-text.ts';

export interface EventNeeds {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
}

const GIT_LIMIT_MS = 60_000;

/** Opens what came of a run, with its proof, or a commit as git shows it. */
export async function openEvent(
  { kind, id }: NonNullable<TimelineEvent['opens']>,
  folder: Uri,
  needs: EventNeeds,
): Promise<void> {
  if (kind === 'run') await openRun(id, folder, needs);
  else await openCommit(id, folder, needs);
}

async function openRun(run: string, folder: Uri, { program, texts }: EventNeeds): Promise<void> {
  const outcome = await askStatus(folder, program, ['--run', run]);
  if (outcome.kind === 'cancelled') return;
  if (outcome.kind === 'failed') {
    void window.showErrorMessage(outcome.problem);
    return;
  }
  const { answer } = outcome;
  if (answer.verdict === 'shown' || answer.verdict === 'noted') return;
  const name = `${runTitle(answer.plan)} (${run})`;
  await texts.show({ name, text: runPage(answer, 'over'), language: 'markdown' });
}

async function openCommit(commit: string, folder: Uri, { program, texts }: EventNeeds): Promise<void> {
  const ending = await program.other({
    command: 'git',
    args: [
      'show',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--no-show-signature',
      ...SHOWN,
      commit,
      '--',
    ],
    folder: await repositoryRoot(folder),
    title: l10n.t('Lockkeeper: reading the commit'),
    timeoutMs: GIT_LIMIT_MS,
  });
  if (ending.kind === 'cancelled') return;
  if (ending.kind !== 'ended' || ending.exitCode !== 0) {
    void window.showErrorMessage(l10n.t('Cannot show commit {0}. Fetch the whole history.', short(commit)));
    return;
  }
  await texts.show({ name: l10n.t('Commit {0}', short(commit)), text: ending.stdout, language: 'plaintext' });
}

const SHOWN = ['--format=fuller', '--stat', '--end-of-options'];
