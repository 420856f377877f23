import { l10n, window, type LogOutputChannel } from 'vscode';

import type { Server } from '../server/language-client.ts';

/** Resolves to whether it runs again. */
export async function restartServer(server: Server, log: LogOutputChannel): Promise<boolean> {
  try {
    await server.restart();
    return true;
  } catch (error) {
    log.error(`The language server did not start: ${String(error)}`);
    void offerLog(log);
    return false;
  }
}

async function offerLog(log: LogOutputChannel): Promise<void> {
  const showLog = l10n.t('Show Log');
  const answer = await window.showErrorMessage(
    l10n.t('Lockkeeper did not start. See the log for the reason.'),
    showLog,
  );
  if (answer === showLog) log.show();
}
