import { window, workspace, type WorkspaceFolder } from 'vscode';

import { chosenFolder, type FolderChoice } from './folder-choice.ts';

/** The folder an action is about: the only one, or the one the user picks. `undefined` when there is none. */
export async function pickFolder(question: string): Promise<WorkspaceFolder | undefined> {
  return await chosenFolder(question, openFolders());
}

/** Those that VS Code has open. */
export function openFolders(): FolderChoice<WorkspaceFolder> {
  return {
    folders: (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file'),
    async choose(question, folders) {
      const choices = folders.map((folder) => ({
        label: folder.name,
        description: folder.uri.fsPath,
        folder,
      }));
      const chosen = await window.showQuickPick(choices, { title: 'Lockkeeper', placeHolder: question });
      return chosen?.folder;
    },
    refuse: (sentence) => void window.showErrorMessage(sentence),
  };
}
