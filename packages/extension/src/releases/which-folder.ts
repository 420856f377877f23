import { l10n, window, workspace, type Uri } from 'vscode';

import { pickFolder } from '../workspace/pick-folder.ts';

/** Whose deployments; `undefined`: nobody's, and the person was told why. */
export async function whichFolder(): Promise<Uri | undefined> {
  if (workspace.isTrusted) return (await pickFolder(l10n.t('Whose deployments?')))?.uri;
  void window.showErrorMessage(notTrusted());
  return undefined;
}

export function notTrusted(): string {
  return l10n.t('Deployments run git and programs of the policy. Trust the workspace first.');
}
