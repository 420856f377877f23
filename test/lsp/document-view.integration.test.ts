import { describe, expect, test } from 'vitest';
import type { CodeLens, DocumentLink, DocumentSymbol, InlayHint } from 'vscode-languageserver-protocol/node';

import { cleanUpAfterEach, PINNED, session, underlined } from './session.ts';

cleanUpAfterEach();

const PARENT = [
  '"""add orders"""',
  'import sqlalchemy as sa',
  'from alembic import op',
  'revision = "a1"',
  'down_revision = None',
  'def upgrade():',
  '    op.create_table("orders", sa.Column("note", sa.Text()))',
  'def downgrade():',
  '    op.drop_table("orders")',
  '',
].join('\n');

const CHILD = [
  'import sqlalchemy as sa',
  'from alembic import op',
  'revision = "b2"',
  'down_revision = "a1"',
  'def upgrade():',
  '    op.drop_column("orders", "note")',
  'def downgrade():',
  '    op.add_column("orders", sa.Column("note", sa.Text()))',
  '',
].join('\n');

async function opened() {
  const { editor, at } = await session(
    { 'alembic/versions/a1_orders.py': PARENT },
    {
      capabilities: {
        textDocument: { diagnostic: {} },
        window: { showDocument: { support: true } },
        workspace: { codeLens: { refreshSupport: true }, diagnostics: { refreshSupport: true } },
      },
    },
  );
  const uri = at('alembic/versions/b2_note.py');
  let refreshed = 0;
  editor.connection.onRequest('workspace/codeLens/refresh', () => void (refreshed += 1));
  await editor.open(uri, CHILD);
  const ask = <T>(method: string) =>
    editor.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri } });
  return { editor, at, uri, ask, refreshes: () => refreshed };
}

describe('a revision in an editor', () => {
  test('says above its lines where it stands and what it costs', async () => {
    const { ask, at } = await opened();
    const lenses = await ask<readonly CodeLens[]>('codeLens');
    expect(lenses.map(({ range, command }) => [underlined(CHILD, range), command?.title])).toEqual([
      ['"b2"', 'Builds on a1 (add orders)'],
      ['"b2"', 'Head'],
      ['upgrade', 'Reversible in part'],
      ['upgrade', 'Not trivial'],
      ['upgrade', 'Loses data'],
      ['upgrade', 'Locks orders'],
    ]);
    expect(lenses[0]?.command?.arguments?.[0]).toBe(at('alembic/versions/a1_orders.py'));
  });

  test('leads to its parent', async () => {
    const { ask, at } = await opened();
    const links = await ask<readonly DocumentLink[]>('documentLink');
    expect(links.map(({ range, target }) => [underlined(CHILD, range), target])).toEqual([
      ['"a1"', at('alembic/versions/a1_orders.py')],
    ]);
  });

  test('is outlined by what it does', async () => {
    const { ask } = await opened();
    const symbols = await ask<readonly DocumentSymbol[]>('documentSymbol');
    expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
      ['upgrade', ['Drops the column orders.note and every value in it']],
      ['downgrade', ['Adds the column orders.note (text, nullable)']],
    ]);
  });

  test('says of an operation what it locks', async () => {
    const { editor, uri } = await opened();
    const hover = await editor.hover(uri, { line: 5, character: 8 });
    expect(JSON.stringify(hover?.contents)).toContain(
      'It takes ACCESS EXCLUSIVE on orders; readers and writers wait.',
    );
  });

  test('follows what is typed in it', async () => {
    const { ask, editor, uri } = await opened();
    await ask<readonly CodeLens[]>('codeLens');
    await editor.change(uri, CHILD.replace('op.drop_column("orders", "note")', 'pass'));
    const titles = (await ask<readonly CodeLens[]>('codeLens')).map(({ command }) => command?.title);
    expect(titles).not.toContain('Loses data');
  });

  test('follows what is typed in its parent: the client is told to ask again', async () => {
    const { ask, editor, at, refreshes } = await opened();
    await ask<readonly CodeLens[]>('codeLens');
    const parent = at('alembic/versions/a1_orders.py');
    await editor.open(parent, PARENT);
    const before = refreshes();
    await editor.change(parent, PARENT.replace('add orders', 'orders at last'));
    await expect.poll(refreshes).toBeGreaterThan(before);
    const [lens] = await ask<readonly CodeLens[]>('codeLens');
    expect(lens?.command?.title).toBe('Builds on a1 (orders at last)');
  });
});

test('a protected file says so above its first line, and leads to the line of the policy', async () => {
  const showDocument = { support: true };
  const { editor, at } = await session({}, { capabilities: { window: { showDocument } } });
  const shown: unknown[] = [];
  editor.connection.onRequest('window/showDocument', (params: unknown) => {
    shown.push(params);
    return { success: true };
  });
  const uri = at('app/core/money.py');
  await editor.open(uri, 'x = 1\n');
  const [lens] = await editor.connection.sendRequest<readonly CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri },
  });
  expect(lens?.range.start).toEqual({ line: 0, character: 0 });
  expect(lens?.command?.title).toBe(
    'Section core: a change needs the label approved-core-change before merge',
  );
  await editor.connection.sendRequest('workspace/executeCommand', {
    command: lens?.command?.command,
    arguments: lens?.command?.arguments,
  });
  expect(shown).toEqual([
    {
      uri: at('lockkeeper.yaml'),
      takeFocus: true,
      selection: { start: { line: 3, character: 12 }, end: { line: 3, character: 23 } },
    },
  ]);
});

test('a requirement says which version its lock holds, and again when the lock is edited', async () => {
  const { editor, at } = await session({ 'requirements.lock': 'flask==2.3.2\n' });
  const uri = at('requirements.txt');
  await editor.open(uri, 'flask>=2\n');
  const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
  const labels = async () => {
    const asked = { textDocument: { uri }, range };
    const hints = await editor.connection.sendRequest<readonly InlayHint[]>('textDocument/inlayHint', asked);
    return hints.map(({ label, position }) => [label, position]);
  };
  expect(await labels()).toEqual([['locked 2.3.2', { line: 0, character: 8 }]]);
  await editor.open(at('requirements.lock'), 'flask==2.4.0\n');
  expect(await labels()).toEqual([['locked 2.4.0', { line: 0, character: 8 }]]);
});

test('a file that no policy names has no lenses, links or outline', async () => {
  const { editor, at } = await session({});
  const uri = at('README.md');
  await editor.open(uri, '# Shop\n');
  for (const method of ['codeLens', 'documentLink', 'documentSymbol']) {
    const answer = await editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri } });
    expect(answer).toEqual([]);
  }
});

test('a pyproject.toml shows what the lock beside it holds, before it and after it changed', async () => {
  const text = '[project]\ndependencies = ["flask>=2"]\n';
  const { editor, shop, at } = await session({ 'requirements.txt': PINNED, 'requirements.lock': PINNED });
  const uri = at('pyproject.toml');
  await editor.open(uri, text);
  expect(await editor.pull(uri)).toEqual([]);
  const hover = await editor.hover(uri, { line: 1, character: 19 });
  expect(JSON.stringify(hover?.contents)).toContain('requirements.lock:1 locks flask==2.3.2.');
  const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
  const labels = async () => {
    const asked = { textDocument: { uri }, range };
    const hints = await editor.connection.sendRequest<readonly InlayHint[]>('textDocument/inlayHint', asked);
    return hints.map(({ label }) => label);
  };
  expect(await labels()).toEqual(['locked 2.3.2']);
  shop.write({ 'requirements.lock': PINNED.replace('2.3.2', '2.3.3') });
  await editor.filesChanged(at('requirements.lock'));
  expect(await labels()).toEqual(['locked 2.3.3']);
});
