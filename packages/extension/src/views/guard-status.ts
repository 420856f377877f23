import { StatusBarAlignment, ThemeColor, l10n, window, type Disposable } from 'vscode';

import { guardStatus } from './guard-status-text.ts';
import { GUARD_VIEW, type GuardRun } from '../guard/guard-run.ts';

export interface GuardStatus extends Disposable {
  showRunning(): void;
  /** `undefined` when nothing is known any more: the run was cancelled before it ever ended. */
  show(run: GuardRun | undefined): void;
}

/** The item of the status bar that keeps the last result in sight. Absent until the guard runs. */
export function createGuardStatus(): GuardStatus {
  const item = window.createStatusBarItem('lockkeeper.guard', StatusBarAlignment.Left);
  item.name = l10n.t('Lockkeeper Deploy Guard');
  item.command = `${GUARD_VIEW}.focus`;
  return {
    showRunning() {
      item.text = l10n.t('$(sync~spin) Guard: running');
      item.tooltip = l10n.t('The deploy guard is running.');
      item.backgroundColor = undefined;
      item.show();
    },
    show(run) {
      if (run === undefined) {
        item.hide();
        return;
      }
      const { text, tooltip, failed } = guardStatus(run);
      item.text = text;
      item.tooltip = tooltip;
      item.backgroundColor = failed ? new ThemeColor('statusBarItem.errorBackground') : undefined;
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
