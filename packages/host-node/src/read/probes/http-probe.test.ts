import { createServer, type RequestListener, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';

import type { ProbePolicy } from '@lockkeeper/policy-core/deployment/run';
import { afterEach, describe, expect, test } from 'vitest';

import { filesIn } from '../../testing/files-in.ts';
import { createProbe } from './create-probe.ts';
import type { ProbePlace } from './probe-place.ts';

const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
const POLICY: Extract<ProbePolicy, { kind: 'http' }> = {
  id: 'health',
  kind: 'http',
  url: '${SHOP_URL}/health/',
  identity: ['build', 'sha'],
  status: 200,
  deadlineMs: 60_000,
  intervalMs: 1000,
  successes: 1,
  bakeMs: 0,
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function portOf(server: Server | net.Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port; // A text only for a pipe.
}

async function serviceThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  const port = await portOf(server);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

/** Takes every connection, and says these bytes. */
async function socketThat(
  says: string,
  then: (socket: net.Socket) => void = () => undefined,
): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .once('data', () => {
        socket.write(says);
        then(socket);
      });
  });
  const port = await portOf(server);
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

function asked(
  url: string | undefined,
  policy: Partial<typeof POLICY> = {},
  place: Partial<ProbePlace> = {},
) {
  const { signal } = new AbortController();
  const env = { SHOP_URL: url };
  return createProbe(
    { ...POLICY, ...policy },
    { folder: filesIn('/'), env, signal, timeoutMs: 300, ...place },
  ).ask();
}

const says =
  (body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));

const IDENTITY = { build: { sha: COMMIT } };

describe('a service that is asked over HTTP', () => {
  test('is well with its status, and says which commit runs [row 0.33]', async () => {
    const seen: string[] = [];
    const url = await serviceThat((request, response) => {
      seen.push(request.url ?? '', request.headers['cache-control'] ?? '');
      says(IDENTITY)(request, response);
    });
    expect(await asked(`${url}/`)).toMatchObject({ kind: 'well', commit: COMMIT, status: 200 });
    expect(seen).toEqual(['/health/', 'no-cache']);
  });

  test('is asked for no identity where the policy wants none, whatever it says', async () => {
    const url = await serviceThat(says('fine'));
    expect(await asked(url, { identity: undefined })).toMatchObject({ kind: 'well', commit: undefined });
    const made = await serviceThat(says('', 204));
    expect(await asked(made, { identity: undefined, status: 204 })).toMatchObject({
      kind: 'well',
      status: 204,
    });
  });

  test('is ill where it redirects, also to itself [row 1.58]', async () => {
    for (const status of [301, 302, 307, 308]) {
      const url = await serviceThat(says('', status, { location: '/health' }));
      expect(await asked(url)).toEqual({
        kind: 'ill',
        why: `it answered ${status}, and redirects are not followed`,
      });
    }
  });

  test('is ill where a functional probe of it fails [row 0.34] [row 1.60]', async () => {
    const url = await serviceThat(says({ ...IDENTITY, database: 'down' }, 503));
    expect(await asked(url)).toEqual({ kind: 'ill', why: 'it answered 503' });
  });

  test.each([
    ['no JSON', '<html>', 'its answer is not JSON'],
    ['half of its JSON', '{"build": {"sha": "c0ff', 'its answer is not JSON'],
    ['another JSON', { build: 'c0ffee' }, 'its answer has no build.sha'],
    ['a number', { build: { sha: 12 } }, 'its answer has no build.sha'],
    ['a list', [], 'its answer has no build.sha'],
    ['a name of every object', { build: {} }, 'its answer has no build.sha'],
  ])('is ill where it says %s', async (_, body, why) => {
    expect(await asked(await serviceThat(says(body)))).toEqual({ kind: 'ill', why });
  });

  test('is ill where it says too much, and is not listened to till the end', async () => {
    let isHeard = true;
    const url = await serviceThat((_, response) => {
      response.writeHead(200).on('close', () => {
        isHeard = false;
      });
      response.write(' '.repeat(70_000));
    });
    expect(await asked(url)).toEqual({ kind: 'ill', why: 'its answer is larger than 64 KiB' });
    await expect.poll(() => isHeard).toBe(false);
  });

  test('is ill where a cache answers for it', async () => {
    const url = await serviceThat(says(IDENTITY, 200, { age: '3' }));
    expect(await asked(url)).toEqual({ kind: 'ill', why: 'a cache answered for it' });
    const fresh = await serviceThat(says(IDENTITY, 200, { age: '0' }));
    expect(await asked(fresh)).toMatchObject({ kind: 'well' });
  });

  test('is asked over a connection of its own each time: an old one leads to the old service', async () => {
    const peers = new Set<number | undefined>();
    const url = await serviceThat((request, response) => {
      peers.add(request.socket.remotePort);
      says(IDENTITY)(request, response);
    });
    const { signal } = new AbortController();
    const probe = createProbe(POLICY, { folder: filesIn('/'), env: { SHOP_URL: url }, signal });
    await probe.ask();
    await probe.ask();
    expect(peers.size).toBe(2);
  });

  test('answers for what the service is asked now, not for what it was before', async () => {
    let sha = 'old';
    const url = await serviceThat((request, response) => says({ build: { sha } })(request, response));
    expect(await asked(url)).toMatchObject({ commit: 'old' });
    sha = 'new';
    expect(await asked(url)).toMatchObject({ commit: 'new' });
  });
});

describe('a service that does not answer', () => {
  test.each([
    ['says nothing', ''],
    ['stops in its head', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['stops in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"build"'],
  ])('is ill when its time is over, where it %s', async (_, bytes) => {
    expect(await asked(await socketThat(bytes))).toEqual({
      kind: 'ill',
      why: 'it did not answer within 0.3 s',
    });
  });

  test('is ill where it hangs up', async () => {
    const bytes = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"build"';
    const url = await socketThat(bytes, (socket) => socket.resetAndDestroy());
    expect(await asked(url, {}, { timeoutMs: 5000 })).toEqual({
      kind: 'ill',
      why: 'the connection to it was lost',
    });
  });

  test('is ill where nothing listens, and where what listens is no HTTP', async () => {
    const server = net.createServer();
    const port = await portOf(server);
    await new Promise((resolve) => {
      server.close(resolve);
    });
    expect(await asked(`http://127.0.0.1:${port}`)).toEqual({ kind: 'ill', why: 'nothing listens there' });
    expect(await asked(await socketThat('SSH-2.0-OpenSSH_9.2\r\n'))).toEqual({
      kind: 'ill',
      why: 'it does not answer as HTTP does',
    });
    expect(await asked('https://no-such-host.invalid', {}, { timeoutMs: 20_000 })).toMatchObject({
      kind: 'ill',
    });
  });

  test('is left when somebody wants it to stop', async () => {
    const stop = new AbortController();
    const url = await socketThat('', () => stop.abort());
    const answer = await asked(url, {}, { signal: stop.signal, timeoutMs: 20_000 });
    expect(answer).toEqual({ kind: 'ill', why: 'it was stopped' });
  });
});

describe('a service that cannot be asked', () => {
  test.each([
    ['the variable is not set', undefined, 'SHOP_URL is not set'],
    ['the variable is empty', ' ', 'SHOP_URL is not set'],
    ['it has no address', 'shop', 'its address is none'],
    ['it is not of this machine and not https', 'http://shop.example', 'its address is not one of https'],
    ['it is no web address', 'ftp://127.0.0.1', 'its address is not one of https'],
  ])('is not asked where %s', async (_, url, why) => {
    expect(await asked(url)).toEqual({ kind: 'not-asked', why });
  });

  test('has its address in no word that is said of it', async () => {
    const closed = 'http://ana:planted@127.0.0.1:1/planted?token=planted';
    for (const url of [closed, 'http://ana:planted@shop.example', 'planted planted'])
      expect(JSON.stringify(await asked(url))).not.toContain('planted');
  });
});
