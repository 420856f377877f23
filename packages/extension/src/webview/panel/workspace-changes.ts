import { Disposable, workspace, type Uri } from 'vscode';

import type { Server } from '../../server/language-client.ts';

export interface ChangeListeners {
  /** In the editor, saved or not, or on disk. */
  readonly file: (uri: Uri) => void;
  /** git moved, or something else is found now. */
  readonly status: () => void;
  readonly folders: () => void;
}

/** Listens for what may change a history. */
export function workspaceChanges(server: Server, heard: ChangeListeners): Disposable {
  const files = workspace.createFileSystemWatcher('**/*.{py,ini,toml,yaml,yml,json}');
  let seen = signature(server);
  return Disposable.from(
    files,
    files.onDidCreate(heard.file),
    files.onDidChange(heard.file),
    files.onDidDelete(heard.file),
    workspace.onDidChangeTextDocument(({ document }) => heard.file(document.uri)),
    workspace.onDidChangeWorkspaceFolders(heard.folders),
    server.onDidChange(() => {
      const now = signature(server);
      if (now !== seen) heard.status();
      seen = now;
    }),
  );
}

/** What of the status tells that git moved, that the server came up, or that something else is found now. */
function signature(server: Server): string {
  const folders = server.status()?.folders ?? [];
  const told = folders.map(({ folder, policy, branch, errors, warnings }) => [
    folder,
    policy,
    branch,
    errors,
    warnings,
  ]);
  return JSON.stringify([server.phase(), told]);
}
