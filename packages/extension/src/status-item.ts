import {
  LanguageStatusSeverity,
  Uri,
  languages,
  window,
  workspace,
  type Command,
  type Disposable,
} from 'vscode';

import type { FolderStatus, ServerStatus } from '@lockkeeper/lsp/protocol';

import type { Server } from './language-client.ts';
import { statusText, type StatusText } from './status-text.ts';

export interface StatusItem extends Disposable {
  /** What is shown now. */
  text(): StatusText;
}

/** The language status of the open file: VS Code shows it behind the braces in the status bar. */
export function createStatusItem(server: Server): StatusItem {
  const item = languages.createLanguageStatusItem('lockkeeper.status', { scheme: 'file' });
  item.name = 'Lockkeeper';
  const current = () => {
    const status = server.status();
    const folder = folderOf(status, window.activeTextEditor?.document.uri);
    return statusText({ phase: server.phase(), status, folder, trusted: workspace.isTrusted });
  };
  const show = () => {
    const { text, detail, severity, busy, action } = current();
    item.text = text;
    item.detail = detail;
    item.severity = SEVERITIES[severity];
    item.busy = busy;
    item.command = action === undefined ? undefined : ACTIONS[action];
  };
  show();
  const listeners = [
    server.onDidChange(show),
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidGrantWorkspaceTrust(show),
  ];
  return {
    text: current,
    dispose() {
      for (const listener of listeners) listener.dispose();
      item.dispose();
    },
  };
}

const SEVERITIES: Readonly<Record<StatusText['severity'], LanguageStatusSeverity>> = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
};

const ACTIONS: Readonly<Record<Exclude<StatusText['action'], undefined>, Command>> = {
  'open-policy': { command: 'lockkeeper.openPolicy', title: 'Open Policy' },
  'restart-server': { command: 'lockkeeper.restartServer', title: 'Restart Server' },
  'check-workspace': { command: 'lockkeeper.checkWorkspace', title: 'Check Workspace' },
};

/** The folder that holds a file, the innermost one; the only folder when no file is open. */
function folderOf(status: ServerStatus | undefined, file: Uri | undefined): FolderStatus | undefined {
  const folders = status?.folders ?? [];
  if (file === undefined) return folders.length === 1 ? folders[0] : undefined;
  return folders
    .filter(({ folder }) => isWithin(file, Uri.parse(folder)))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Compared as VS Code spells them: a server may encode a path in another way. */
function isWithin(file: Uri, folder: Uri): boolean {
  return `${file.path}/`.startsWith(`${folder.path.replace(/\/$/, '')}/`);
}
