import { commands, l10n, window, workspace, type Uri } from 'vscode';

import { cliAnswer } from '../cli/cli-answer.ts';
import { policyIn } from '../policy/policy-files.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';

const BASELINE_LIMIT_MS = 600_000;

/** Writes the findings of today to the baseline of the policy, once the user says so. Resolves to whether it did. */
export async function acceptFindings(program: ProgramRunner, given?: Uri): Promise<boolean> {
  const picked = given ?? (await pickFolder(l10n.t('Which findings do you accept?')))?.uri;
  if (picked === undefined) return false;
  const folder = await repositoryRoot(picked);
  if ((await policyIn(folder)) === undefined) {
    void window.showErrorMessage(l10n.t('This folder has no policy. Run "Lockkeeper: Create Policy" first.'));
    return false;
  }
  const accept = l10n.t('Accept Findings');
  const answer = await window.showWarningMessage(
    l10n.t('Accept all findings of today?'),
    { modal: true, detail: l10n.t('They go to the baseline file. From then on, only new ones are shown.') },
    accept,
  );
  if (answer !== accept) return false;
  await workspace.saveAll(false);
  const ending = await program.lockkeeper({
    args: ['baseline'],
    folder,
    title: l10n.t('Lockkeeper: accepting findings'),
    timeoutMs: BASELINE_LIMIT_MS,
  });
  const came = cliAnswer(ending, {
    read: (stdout, exitCode) => (exitCode === 0 ? stdout.trim() : undefined),
    tookTooLong: (seconds) => l10n.t('The findings were not accepted within {0} seconds.', seconds),
    broke: (problem) => l10n.t('The findings were not accepted: Lockkeeper {0}.', problem),
    unreadable: () => l10n.t('The findings were not accepted. Run "Lockkeeper: Show Log" for the reason.'),
  });
  if (came.kind === 'cancelled') return false;
  if (came.kind === 'failed') {
    void window.showErrorMessage(came.problem);
    return false;
  }
  void offerCommit(came.answer);
  return true;
}

async function offerCommit(said: string): Promise<void> {
  const show = l10n.t('Show Changes');
  const message = l10n.t('{0} Review the change, then commit it.', said.split('\n')[0] ?? '');
  if ((await window.showInformationMessage(message, show)) === show)
    await commands.executeCommand('workbench.view.scm');
}
