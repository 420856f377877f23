import { describe, expect, test } from 'vitest';
import type {
  ClientCapabilities,
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  Position,
} from 'vscode-languageserver-protocol/node';

import { cleanUpAfterEach, POLICY, session, underlined } from './session.ts';

cleanUpAfterEach();

const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { snippetSupport: true } },
  },
};

const DYNAMIC: ClientCapabilities = {
  textDocument: { diagnostic: {}, completion: { dynamicRegistration: true } },
};

async function opened(marked: string, name = 'lockkeeper.yaml') {
  const { editor, at, shop } = await session(
    { 'app/core/money.py': 'x = 1\n', 'docs/core.md': '# Core\n' },
    { capabilities: CAPABILITIES, initializationOptions: { trusted: true, pageLink: 'x:{rule}' } },
  );
  if (name !== 'lockkeeper.yaml') shop.git('mv', 'lockkeeper.yaml', name);
  const offset = marked.indexOf('|');
  const text = offset === -1 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  const before = marked.slice(0, Math.max(offset, 0)).split('\n');
  const position: Position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const uri = at(name);
  await editor.open(uri, text);
  const ask = <T>(method: string) =>
    editor.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri }, position });
  return { editor, at, uri, text, ask };
}

const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);

describe('a policy in an editor', () => {
  test('is completed while it is typed, although it is not valid', async () => {
    const { ask } = await opened('version: 1\nprotected:\n  - id: core\n    pa|\n');
    const items = await ask<readonly CompletionItem[]>('completion');
    expect(labels(items).slice(0, 3)).toEqual(['paths', 'require', 'description']);
    expect(items[0]).toMatchObject({
      detail: 'a list of path patterns (required)',
      textEdit: {
        range: { start: { line: 3, character: 4 }, end: { line: 3, character: 6 } },
        newText: 'paths: [$1]',
      },
    });
  });

  test('is completed with rules, and follows what is typed', async () => {
    const { ask, editor, uri, text } = await opened(`${POLICY}rules:\n  docs/en|\n`);
    expect(labels(await ask('completion'))).toContain('docs/encoding');
    const more = text.replace('docs/en\n', 'docs/encoding: off\n  d');
    await editor.change(uri, more);
    const position = { line: more.split('\n').length - 1, character: 3 };
    const asked = { textDocument: { uri }, position };
    const items = await editor.connection.sendRequest<readonly CompletionItem[]>(
      'textDocument/completion',
      asked,
    );
    expect(labels(items)).toContain('docs/dangling-reference');
    expect(labels(items)).not.toContain('docs/encoding');
  });

  test.each([
    ['lockkeeper.toml', 'version = 1\n[policy]\nstatus = |\n'],
    ['lockkeeper.json', '{ "version": 1, "policy": { "status": | } }'],
    ['lockkeeper.yml', 'version: 1\npolicy: { status: | }\n'],
  ])('is completed in %s', async (name, marked) => {
    const { ask } = await opened(marked, name);
    expect(labels(await ask('completion'))).toEqual(['canonical', 'draft']);
  });

  test('says what a rule demands and where to read about it', async () => {
    const { editor, uri, text } = await opened(`${POLICY}rules:\n  docs/encoding: off\n`);
    const line = text.split('\n').indexOf('  docs/encoding: off');
    const hover = await editor.hover(uri, { line, character: 5 });
    expect(JSON.stringify(hover?.contents)).toContain('[Read about docs/encoding](<x:docs/encoding>)');
    expect(hover?.range && underlined(text, hover.range)).toBe('docs/encoding');
  });

  test('says which files a pattern matches, and leads to them', async () => {
    const { editor, uri, at, ask } = await opened(POLICY);
    const hover = await editor.hover(uri, { line: 3, character: 15 });
    expect(JSON.stringify(hover?.contents)).toContain('It matches 1 file: app/core/money');
    const links = await ask<readonly DocumentLink[]>('documentLink');
    expect(links.map(({ range, target }) => [underlined(POLICY, range), target])).toContainEqual([
      'app/core/**',
      at('app/core/money.py'),
    ]);
  });

  test('is outlined by its sections', async () => {
    const { ask } = await opened(POLICY);
    const symbols = await ask<readonly DocumentSymbol[]>('documentSymbol');
    expect(symbols.map(({ name, children = [] }) => [name, ...children.map((child) => child.name)])).toEqual([
      ['version'],
      ['protected', 'core'],
      ['dependencies', 'backend'],
      ['migrations', 'alembic', 'may_be_empty'],
    ]);
  });
});

test('a client that can be told where to ask is told to ask in policies alone', async () => {
  const { editor } = await session({}, { capabilities: DYNAMIC });
  expect(editor.initialized.capabilities.completionProvider).toBeUndefined();
  const methods = () => editor.registered.map(({ method }) => method);
  await expect.poll(methods).toContain('textDocument/completion');
  const [own] = editor.registered.filter(({ method }) => method === 'textDocument/completion');
  expect(own?.registerOptions).toMatchObject({
    documentSelector: [
      { scheme: 'file', pattern: '**/lockkeeper.{yaml,yml,toml,json}' },
      { scheme: 'file', pattern: '**/config/update.toml' },
    ],
  });
});

test('nothing is offered in a file that is no policy', async () => {
  const { editor, at } = await session({});
  const uri = at('app/settings.yaml');
  await editor.open(uri, 'ver\n');
  const asked = { textDocument: { uri }, position: { line: 0, character: 3 } };
  expect(await editor.connection.sendRequest('textDocument/completion', asked)).toEqual([]);
});
