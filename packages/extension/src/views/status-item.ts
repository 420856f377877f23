import {
  LanguageStatusSeverity,
  Uri,
  l10n,
  languages,
  window,
  workspace,
  type Command,
  type Disposable,
  type LanguageStatusItem,
} from 'vscode';

import type { FolderStatus, ServerStatus } from '@lockkeeper/lsp/protocol';

import type { Server } from '../server/language-client.ts';
import { statusText, type StatusText } from '../server/status-text.ts';
import { waitingText } from './waiting-text.ts';

export interface StatusItem extends Disposable {
  /** What is shown now. */
  text(): StatusText;
}

const SELECTOR = { scheme: 'file' };

/** The language status of the open file: VS Code shows it behind the braces in the status bar. */
export function createStatusItem(server: Server): StatusItem {
  const item = languages.createLanguageStatusItem('lockkeeper.status', SELECTOR);
  item.name = 'Lockkeeper';
  let waiting: LanguageStatusItem | undefined;
  const show = () => {
    const { text, detail, severity, busy, action } = currentText(server);
    item.text = text;
    item.detail = detail;
    item.severity = SEVERITIES[severity];
    item.busy = busy;
    item.command = action === undefined ? undefined : commandFor(action);
    waiting = showWaiting(waiting, openFolder(server)?.waiting ?? []);
  };
  show();
  const listeners = [
    server.onDidChange(show),
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidGrantWorkspaceTrust(show),
  ];
  return {
    text: () => currentText(server),
    dispose() {
      for (const listener of listeners) listener.dispose();
      waiting?.dispose();
      item.dispose();
    },
  };
}

/** What is known of the folder of the open file; `undefined` where it lies in none. */
export function openFolder(server: Server): FolderStatus | undefined {
  return folderOf(server.status(), window.activeTextEditor?.document.uri);
}

function currentText(server: Server): StatusText {
  const folder = openFolder(server);
  const policy = folder?.policy?.uri;
  return statusText({
    phase: server.phase(),
    status: server.status(),
    folder,
    policyPath: policy === undefined ? undefined : workspace.asRelativePath(Uri.parse(policy)),
    trusted: workspace.isTrusted,
  });
}

/** An item of its own, so that a click explains it; there is none while nothing waits. */
function showWaiting(
  before: LanguageStatusItem | undefined,
  waiting: FolderStatus['waiting'],
): LanguageStatusItem | undefined {
  const said = waitingText(waiting);
  if (said === undefined) {
    before?.dispose();
    return undefined;
  }
  const item = before ?? languages.createLanguageStatusItem('lockkeeper.waiting', SELECTOR);
  item.name = l10n.t('Lockkeeper: waiting rules');
  item.text = said.text;
  item.detail = said.detail;
  item.command = { command: 'lockkeeper.showWaitingRules', title: l10n.t('Explain') };
  return item;
}

const SEVERITIES: Readonly<Record<StatusText['severity'], LanguageStatusSeverity>> = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
};

/** What a click on a status does. */
export function commandFor(action: Exclude<StatusText['action'], undefined>): Command {
  return ACTIONS[action]();
}

const ACTIONS: Readonly<Record<Exclude<StatusText['action'], undefined>, () => Command>> = {
  'open-policy': () => ({ command: 'lockkeeper.openPolicy', title: l10n.t('Open Policy') }),
  'create-policy': () => ({ command: 'lockkeeper.createPolicy', title: l10n.t('Create Policy') }),
  'restart-server': () => ({ command: 'lockkeeper.restartServer', title: l10n.t('Restart Server') }),
  'check-workspace': () => ({ command: 'lockkeeper.checkWorkspace', title: l10n.t('Check Workspace') }),
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
