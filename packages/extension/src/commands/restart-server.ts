import { window, type LogOutputChannel } from 'vscode';

import type { Server } from '../language-client.ts';

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
  const answer = await window.showErrorMessage(
    'Lockkeeper did not start. See the log for the reason.',
    'Show Log',
  );
  if (answer === 'Show Log') log.show();
}
