import { ProgressLocation, commands, l10n, window, type LogOutputChannel } from 'vscode';

import type { CheckWorkspaceAnswer } from '@lockkeeper/lsp/protocol';

import type { Server } from '../server/language-client.ts';
import { checkSummary } from './check-summary.ts';

/** Judges every file of every open folder and opens the Problems panel. `undefined` when it could not. */
export async function checkWorkspace(
  server: Server,
  log: LogOutputChannel,
): Promise<CheckWorkspaceAnswer | undefined> {
  if (server.phase() !== 'running') {
    void window.showErrorMessage(
      l10n.t('Lockkeeper is not running. Run "Lockkeeper: Restart Server" first.'),
    );
    return undefined;
  }
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Lockkeeper: checking the workspace'),
    cancellable: true,
  };
  return window.withProgress(options, async (_progress, token) => {
    try {
      const answer = await server.checkWorkspace(token);
      void window.showInformationMessage(checkSummary(answer));
      await commands.executeCommand('workbench.actions.view.problems');
      return answer;
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      log.error(`The workspace was not checked: ${String(error)}`);
      void window.showErrorMessage(
        l10n.t('The workspace was not checked. Run "Lockkeeper: Show Log" for the reason.'),
      );
      return undefined;
    }
  });
}
