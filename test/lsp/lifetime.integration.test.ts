import { fork, spawn } from 'node:child_process';

import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';

import { Client } from './client.ts';
import { SERVER } from './server-process.ts';
import { cleanUpAfterEach, messages, PINNED, POLICY, repository, session, UNPINNED } from './session.ts';

cleanUpAfterEach();

/** About 2 MB: reading and judging it keeps a thread busy for seconds. */
const ENDLESS = [
  'from alembic import op',
  'revision = "ab12"',
  'down_revision = None',
  'def upgrade():',
  '    op.execute("DROP TABLE orders")\n'.repeat(58_000),
].join('\n');

describe('a server', () => {
  test('says what it can do', async () => {
    const { editor } = await session({});
    expect(editor.initialized.serverInfo?.name).toBe('lockkeeper-lsp');
    expect(editor.initialized.capabilities).toEqual({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
      diagnosticProvider: {
        identifier: 'lockkeeper',
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.lockkeeper'] },
      executeCommandProvider: { commands: ['lockkeeper.server.show', 'lockkeeper.server.explain'] },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [' ', ':', '-', '/', '"', "'", '[', '{', ','] },
      codeLensProvider: {},
      documentLinkProvider: {},
      documentSymbolProvider: { label: 'Lockkeeper' },
      inlayHintProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
  });

  test('ends when it is asked to, with code 0 and without a complaint', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.pull(at('requirements.txt'));
    expect(await editor.stop()).toBe(0);
    expect(editor.process.complaints()).toBe('');
  });

  test('also speaks over the channel between Node processes, as VS Code starts it', async () => {
    const child = fork(SERVER, ['--node-ipc'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const answered = new Promise<unknown>((done) => child.once('message', done));
    const params = { processId: process.pid, rootUri: null, capabilities: {}, initializationOptions: {} };
    child.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    expect(await answered).toMatchObject({ id: 1, result: { serverInfo: { name: 'lockkeeper-lsp' } } });
    const ended = new Promise((done) => child.once('exit', done));
    child.disconnect();
    expect(await ended, 'it does not outlive the channel').toBe(1);
  });

  test('ends when the process it serves has ended', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const shop = repository({ 'readme.txt': 'Read me.\n' });
    const editor = await Client.start({ folders: [shop.uri], parent: parent.pid });
    const died = new Promise((done) => parent.once('exit', done));
    parent.kill('SIGKILL');
    await died;
    expect(await editor.process.ended).toBe(1);
    editor.connection.dispose();
  });

  test('ends when nobody can speak to it any more', async () => {
    const { editor } = await session({});
    editor.process.child.stdin.end();
    expect(await editor.process.ended).toBe(1);
  });

  test('works without its parsers as far as it can, and says what is missing', async () => {
    const { editor, at } = await session(
      { 'requirements.txt': UNPINNED, 'requirements.lock': UNPINNED },
      { initializationOptions: { trusted: true, parserFolder: '/nowhere' } },
    );
    await editor.open(at('requirements.txt'), UNPINNED);
    expect(messages(await editor.pull(at('requirements.txt')))).toEqual([
      'flask has no version. Write flask==<version>.',
    ]);
    await editor.open(at('alembic/versions/a.py'), 'from alembic import op\n');
    expect(await editor.pull(at('alembic/versions/a.py'))).toEqual([]);
    const { folders } = await editor.status(({ folders: [folder] }) => folder?.problem !== undefined);
    expect(folders[0]?.problem).toBe('Checking a.py failed. The log says why.');
    expect(editor.log.join('\n')).toContain('cannot be read in /nowhere. Install Lockkeeper again.');
  });
});

describe('while the thread is busy', () => {
  test('a check can be cancelled, and other files are judged after it', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': UNPINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.pull(at('requirements.txt'));
    await editor.open(at('alembic/versions/endless.py'), ENDLESS);
    const cancel = new CancellationTokenSource();
    const endless = editor.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: at('alembic/versions/endless.py') } },
      cancel.token,
    );
    const outcome = endless.then(
      () => 'answered',
      (error: { readonly code?: number }) => error.code,
    );
    await new Promise((done) => setTimeout(done, 400));
    cancel.cancel();
    expect(await outcome).toBe(-32800);
    expect(messages(await editor.pull(at('requirements.txt')))).toEqual([
      'flask has no version. Write flask==<version>.',
    ]);
    await expect.poll(() => editor.log.join('\n')).toContain('A check was ended because it took too long');
  });

  test('it ends all the same', async () => {
    const { editor, at } = await session({});
    await editor.open(at('alembic/versions/endless.py'), ENDLESS);
    const endless = editor.report(at('alembic/versions/endless.py')).catch(() => 'cancelled');
    await new Promise((done) => setTimeout(done, 700));
    expect(await editor.stop()).toBe(0);
    await Promise.race([endless, new Promise((done) => setTimeout(done, 100))]);
  });
});

test.each([
  ['requirements.txt', '# '],
  ['db/0001_big.sql', '-- '],
  ['alembic/versions/ab12_big.py', '# '],
])(
  'a text of 10 MB is said to be too long, also while it is typed in, and nothing breaks: %s',
  async (path, filler) => {
    const { editor, at } = await session({
      'lockkeeper.yaml': `${POLICY}  sql: [db/*.sql]\n`,
      'requirements.txt': PINNED,
      'requirements.lock': PINNED,
    });
    const text = `${PINNED}${filler.repeat(Math.ceil(10_000_000 / filler.length))}\n`;
    await editor.open(at(path), text);
    expect(messages(await editor.pull(at(path))).join('\n')).toMatch(TOO_LONG);
    await editor.change(at(path), `${filler}\n${text}`);
    expect(messages(await editor.pull(at(path))).join('\n')).toMatch(TOO_LONG);
    await editor.change(at(path), filler);
    expect(messages(await editor.pull(at(path))).join('\n')).not.toMatch(TOO_LONG);
  },
);

const TOO_LONG = /more than 2 MB is not analysed/;
