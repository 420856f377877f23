import { workspace, type Disposable, type LogOutputChannel } from 'vscode';

import type { Server } from './language-client.ts';

/** Tells the server once the user trusts the workspace: from then on it may ask git. */
export function announceTrust(server: Server, log: LogOutputChannel): Disposable {
  return workspace.onDidGrantWorkspaceTrust(() => {
    server
      .tellTrust()
      .catch((error: unknown) => log.error('The server was not told that it is trusted.', String(error)));
  });
}
