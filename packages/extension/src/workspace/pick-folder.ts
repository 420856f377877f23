import { l10n, window, workspace, type WorkspaceFolder } from 'vscode';

/** The folder an action is about: the only one, or the one the user picks. `undefined` when there is none. */
export async function pickFolder(question: string): Promise<WorkspaceFolder | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    void window.showErrorMessage(
      l10n.t('No folder of this machine is open. Open the folder of a repository first.'),
    );
    return undefined;
  }
  if (folders.length === 1) return folders[0];
  const choices = folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
  const chosen = await window.showQuickPick(choices, { title: 'Lockkeeper', placeHolder: question });
  return chosen?.folder;
}
