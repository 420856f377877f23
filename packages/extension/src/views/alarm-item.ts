import { StatusBarAlignment, ThemeColor, Uri, window, workspace, type Disposable } from 'vscode';

import { alarmOf, type Alarm } from '../server/alarm.ts';
import type { Server } from '../server/language-client.ts';
import { commandFor } from './status-item.ts';

export interface AlarmItem extends Disposable {
  /** What is shown now; `undefined` while there is no reason to show anything. */
  alarm(): Alarm | undefined;
}

/** The item of the status bar that is there, on a coloured ground, while nothing is judged. */
export function createAlarmItem(server: Server): AlarmItem {
  const item = window.createStatusBarItem('lockkeeper.alarm', StatusBarAlignment.Left);
  item.name = 'Lockkeeper';
  const current = () =>
    alarmOf({
      phase: server.phase(),
      status: server.status(),
      trusted: workspace.isTrusted,
      nameOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
    });
  const show = () => {
    const alarm = current();
    if (alarm === undefined) {
      item.hide();
      return;
    }
    const { text, tooltip, severity, action } = alarm;
    item.text = `$(${severity}) ${text}`;
    item.tooltip = tooltip;
    item.backgroundColor = new ThemeColor(`statusBarItem.${severity}Background`);
    item.command = action === undefined ? undefined : commandFor(action);
    item.accessibilityInformation = { label: [text, tooltip].filter(Boolean).join(' · ') };
    item.show();
  };
  show();
  const listeners = [
    server.onDidChange(show),
    workspace.onDidGrantWorkspaceTrust(show),
    workspace.onDidChangeWorkspaceFolders(show),
  ];
  return {
    alarm: current,
    dispose() {
      for (const listener of listeners) listener.dispose();
      item.dispose();
    },
  };
}
