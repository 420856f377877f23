import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** What a server says to one request. */
export type FakeAnswer =
  | 'never'
  /** `hangs`: the body stops there, and nothing comes behind it. */
  | { readonly status: number; readonly body?: Buffer | undefined; readonly hangs?: boolean };

/** A remote over HTTP that says to git what a test wants. */
export async function fakeRemote(answer: (url: string) => FakeAnswer): Promise<Server> {
  const server = createServer((request, response) => {
    const given = answer(request.url ?? '');
    if (given === 'never') return;
    response.writeHead(given.status, given.status === 401 ? { 'www-authenticate': 'Basic' } : {});
    if (given.hangs === true) response.write(given.body);
    else response.end(given.body);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return server;
}

/** Ends it, whoever waits for it still. */
export function endRemote(server: Server): void {
  server.closeAllConnections();
  server.close();
}

export function addressOf(server: Server): string {
  // Of a server that listens on a port, Node says no other.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/repo.git`;
}

/** What lies there in a repository, as a server that knows nothing of git gives it. */
export function fileOf(root: string, url: string): { readonly status: number; readonly body?: Buffer } {
  const file = path.join(root, new URL(url, 'http://h').pathname.replace('/repo.git/', ''));
  return existsSync(file) ? { status: 200, body: readFileSync(file) } : { status: 404 };
}
