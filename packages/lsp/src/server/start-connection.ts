import { createConnection } from 'vscode-languageserver/node';

import { startServer, type ServerHost } from './server.ts';

/** Serves the editor that started this process, over the transport that its arguments name. */
export function startConnection(host: ServerHost): void {
  startServer(createConnection(), host);
}
