import { RelativePattern, Uri, commands, l10n, window, workspace } from 'vscode';

import { fileExists } from '../workspace/file-exists.ts';
import type { StepAction } from './step-actions.ts';

const MOST_FILES = 200;

/** Opens what a step says to read: every file in the folder, or the one that is chosen. */
export async function openStepFiles(actions: readonly StepAction[]): Promise<void> {
  for (const action of actions) if (action.kind === 'open') await openFilesIn(action.path);
}

async function openFilesIn(path: string): Promise<void> {
  const folders = workspace.workspaceFolders ?? [];
  const found = await Promise.all(
    folders.map((folder) =>
      workspace.findFiles(new RelativePattern(folder, `${path}**`), undefined, MOST_FILES),
    ),
  );
  const files = found.flat().toSorted((one, other) => (one.path < other.path ? -1 : 1));
  if (files.length === 0) {
    void window.showInformationMessage(
      l10n.t('{0} has no results yet. Run the audit first: the step before this one.', path),
    );
    return;
  }
  const only = files.length === 1 ? files[0] : await chosen(files);
  if (only !== undefined) await commands.executeCommand('vscode.open', only, { preview: false });
}

async function chosen(files: readonly Uri[]): Promise<Uri | undefined> {
  const choices = files.map((file) => ({ label: workspace.asRelativePath(file), file }));
  const picked = await window.showQuickPick(choices, { title: l10n.t('Which result of the audit?') });
  return picked?.file;
}

/** Writes the command of a step into a terminal, at the repository that has the script. It is not run: the user presses Enter. */
export async function putStepInTerminal(actions: readonly StepAction[]): Promise<void> {
  for (const action of actions) if (action.kind === 'script') await putInTerminal(action.path);
}

async function putInTerminal(path: string): Promise<void> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    if (!(await fileExists(Uri.joinPath(uri, path)))) continue;
    const terminal = window.createTerminal({ name: 'Lockkeeper', cwd: uri });
    terminal.show();
    terminal.sendText(`./${path}`, false);
    return;
  }
  void window.showInformationMessage(
    l10n.t('./{0} does not exist. Add the script, or do the step by hand.', path),
  );
}
