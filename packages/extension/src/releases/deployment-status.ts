import { StatusBarAlignment, ThemeColor, l10n, window, type Disposable } from 'vscode';

import { deploymentStatus } from './deployment-status-text.ts';
import type { Place } from './place.ts';

export interface DeploymentStatus extends Disposable {
  /** `time` is local, such as 12:03. */
  show(places: readonly Place[], time: string): void;
}

/** The item of the status bar that keeps in sight what runs in production. Absent until somebody looked. */
export function createDeploymentStatus(): DeploymentStatus {
  const item = window.createStatusBarItem('lockkeeper.deployments', StatusBarAlignment.Left);
  item.name = l10n.t('Lockkeeper Deployments');
  item.command = 'lockkeeper.showDeployments';
  return {
    show(places, time) {
      const shown = deploymentStatus(places, time);
      if (shown === undefined) {
        item.hide();
        return;
      }
      item.text = shown.text;
      item.tooltip = shown.tooltip;
      item.backgroundColor = shown.isTrouble ? new ThemeColor('statusBarItem.warningBackground') : undefined;
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
