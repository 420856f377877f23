import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startServerProcess } from './server-process.ts';

/** A client that writes bytes of its own. */
function rawClient() {
  const { child, ended, complaints } = startServerProcess();
  let received = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (received += text));
  const answers = (): readonly Answer[] => bodiesIn(received).filter(({ id }) => id !== undefined);
  return {
    send: (...parts: readonly (string | object)[]) =>
      void child.stdin.write(parts.map((part) => (typeof part === 'string' ? part : framed(part))).join('')),
    /** Waits for the answer to a request. */
    answerTo: async (id: number): Promise<Answer> => {
      for (;;) {
        const answer = answers().find((each) => each.id === id);
        if (answer !== undefined) return answer;
        await once(child.stdout, 'data');
      }
    },
    logged: () =>
      bodiesIn(received).flatMap(({ method, params }) => (method === 'window/logMessage' ? [params] : [])),
    complaints,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

function framed(message: string | object): string {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function bodiesIn(received: string): readonly Answer[] {
  const bytes = Buffer.from(received);
  const bodies: Answer[] = [];
  for (let at = 0; ;) {
    const head = /^Content-Length: (\d+)\r\n\r\n/.exec(bytes.subarray(at, at + 100).toString('latin1'));
    if (head === null) return bodies;
    const start = at + head[0].length;
    const end = start + Number(head[1]);
    if (end > bytes.length) return bodies;
    bodies.push(JSON.parse(bytes.subarray(start, end).toString('utf8')));
    at = end;
  }
}

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { processId: process.pid, rootUri: null, capabilities: {} },
};

const HOVER = request(99, 'textDocument/hover', {
  textDocument: { uri: 'file:///nowhere/at/all.txt' },
  position: { line: 0, character: 0 },
});

function request(id: number, method: string, params?: object): object {
  return { jsonrpc: '2.0', id, method, ...(params && { params }) };
}

function notification(method: string, params: object): object {
  return { jsonrpc: '2.0', method, params };
}

describe('a client that does not keep to the protocol', () => {
  const client = rawClient();
  let lastId = 99;
  beforeAll(() => client.send(INITIALIZE));
  afterAll(() => client.kill());

  test.each<readonly [what: string, ...sent: (string | object)[]]>([
    ['JSON that ends too soon', framed('{"jsonrpc":')],
    ['null for a message', framed('null')],
    ['a list for a message', framed('[1, 2]')],
    [
      'an opened document whose URI and text are numbers',
      notification('textDocument/didOpen', { textDocument: { uri: 5, text: 7 } }),
    ],
    [
      'a change of a document that is not open',
      notification('textDocument/didChange', {
        textDocument: { uri: 'file:///nope.txt', version: 1 },
        contentChanges: [{ text: 'x' }],
      }),
    ],
    ['nothing about what changed', notification('workspace/didChangeWatchedFiles', {})],
    ['an answer to what nobody asked', { jsonrpc: '2.0', id: 77, result: null }],
  ])('is still answered after %s', async (_, ...sent) => {
    const id = (lastId += 1);
    client.send(...sent, { ...HOVER, id });
    expect(await client.answerTo(id)).toEqual({ jsonrpc: '2.0', id, result: null });
    expect(client.complaints()).toBe('');
  });

  test.each([
    ['a head without a length', 'Garbage\r\n\r\n'],
    ['a length that is no number', 'Content-Length: abc\r\n\r\n'],
  ])('is answered again after %s: at the latest when more arrives', async (_, head) => {
    const [id, next] = [(lastId += 1), (lastId += 1)];
    client.send(head, { ...HOVER, id });
    await delay(50);
    client.send({ ...HOVER, id: next });
    expect(await client.answerTo(id)).toMatchObject({ result: null });
    expect(await client.answerTo(next)).toMatchObject({ result: null });
  });

  test.each<readonly [what: string, asked: object, told: { readonly code: number; readonly says: RegExp }]>([
    [
      'of what nobody answers',
      request(0, 'no/such'),
      { code: -32_601, says: /^no\/such is not answered here\.$/ },
    ],
    ['without parameters', request(0, 'textDocument/hover'), { code: -32_602, says: /textDocument\/hover/ }],
    [
      'without a document',
      request(0, 'textDocument/diagnostic', {}),
      { code: -32_603, says: /textDocument\/diagnostic/ },
    ],
    ['to be initialized again', INITIALIZE, { code: -32_600, says: /^initialize may be sent only once\.$/ }],
  ])('is told what is wrong with a request %s', async (_, asked, { code, says }) => {
    const id = (lastId += 1);
    client.send({ ...asked, id });
    const { error } = await client.answerTo(id);
    expect(error).toEqual({ code, message: expect.stringMatching(says) });
  });

  test('is told in the log of a document whose URI cannot be read, and of others as ever', async () => {
    const uri = 'file:///%zz%00/a.sql';
    const id = (lastId += 1);
    client.send(
      notification('initialized', {}),
      notification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version: 1, text: 'SELECT 1' },
      }),
      request(id, 'textDocument/diagnostic', { textDocument: { uri } }),
    );
    expect(await client.answerTo(id)).toMatchObject({ result: { items: [] } });
    expect(client.logged()).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining(uri) }),
    );
  });
});

describe('a client that speaks out of turn', () => {
  test('is told to initialize first', async () => {
    const client = rawClient();
    client.send(HOVER, INITIALIZE);
    const { error } = await client.answerTo(99);
    expect(error).toEqual({ code: -32_002, message: 'Send initialize before textDocument/hover.' });
    expect((await client.answerTo(1)).error).toBeUndefined();
    await client.kill();
  });

  test('gets no more answers once it said that it stops', async () => {
    const client = rawClient();
    client.send(INITIALIZE, request(2, 'shutdown'), HOVER);
    expect(await client.answerTo(2)).toMatchObject({ result: null });
    expect((await client.answerTo(99)).error).toBeDefined();
    await client.kill();
  });
});
