import { commands, l10n, window } from 'vscode';

import type { ConnectionIndex } from '../connections/connections.ts';

const UNDER_WAY = 'lockkeeper.releaseUnderWay';

/** Does something of which the next window of the workspace has to tell where this one does not live to see its end. */
export async function seenToItsEnd<T>(notes: ConnectionIndex, work: () => Promise<T>): Promise<T> {
  await notes.update(UNDER_WAY, true);
  try {
    return await work();
  } finally {
    await notes.update(UNDER_WAY, undefined);
  }
}

/** Says once that an earlier window did not see how a deployment ended, and how to go on. */
export async function tellOfUnseenEnd(notes: ConnectionIndex): Promise<void> {
  if (!notes.get(UNDER_WAY, false)) return;
  await notes.update(UNDER_WAY, undefined);
  const resume = l10n.t('Resume Deployment...');
  const show = l10n.t('Show Deployments');
  const button = await window.showWarningMessage(
    l10n.t('VS Code closed during a deployment. Check its progress, or resume it.'),
    resume,
    show,
  );
  if (button === resume) await commands.executeCommand('lockkeeper.resumeDeployment');
  if (button === show) await commands.executeCommand('lockkeeper.showDeployments');
}
