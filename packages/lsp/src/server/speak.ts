import { createConnection } from 'vscode-languageserver/node';

import { startServer, type ServerHost } from './server.ts';

/** Speaks to the editor that started this process, over what its arguments name. */
export function speak(host: ServerHost): void {
  startServer(createConnection(), host);
}
