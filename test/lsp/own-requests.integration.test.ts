import type { MigrationGraphAnswer, PathGuardsAnswer } from '@lockkeeper/lsp/protocol';
import { describe, expect, test } from 'vitest';

import type { Client } from './client.ts';
import { cleanUpAfterEach, client, POLICY, repository, session } from './session.ts';

cleanUpAfterEach();

const GUARDED = `${POLICY}change_scope:
  applies_to: [ai]
  deny: { paths: [billing/**], unless: { label: seen } }
`;

function guards(editor: Client, ...uris: readonly string[]): Promise<PathGuardsAnswer> {
  return editor.connection.sendRequest('lockkeeper/pathGuards', { uris });
}

describe('what stands before a change of files', () => {
  test('is answered for many at once, as the policy stands in the editor', async () => {
    const { editor, at } = await session({ 'lockkeeper.yaml': GUARDED });
    const { files } = await guards(editor, at('README.md'), at('app/core/money.py'), at('billing/a.py'));
    expect(
      files.map(({ uri, isProtected, isDeniedToAgents, guards: told }) => [
        uri,
        { isProtected, isDeniedToAgents },
        ...told.map(({ text, policy }) => `${text} (${policy.uri.split('/').at(-1)})`),
      ]),
    ).toEqual([
      [
        at('app/core/money.py'),
        { isProtected: true, isDeniedToAgents: false },
        'Section core: a change needs the label approved-core-change before merge (lockkeeper.yaml)',
      ],
      [
        at('billing/a.py'),
        { isProtected: false, isDeniedToAgents: true },
        'Not for agents: a change by agents may not touch it without the label seen (lockkeeper.yaml)',
      ],
    ]);
  });

  test('may change with the policy: the client is told', async () => {
    const { editor, at } = await session({});
    let told = 0;
    editor.connection.onNotification('lockkeeper/guardsChanged', () => void (told += 1));
    const uri = at('app/shop/a.py');
    expect(await guards(editor, uri)).toEqual({ files: [] });
    await editor.open(at('requirements.txt'), 'flask\n');
    await editor.open(at('lockkeeper.yaml'), POLICY.replace('app/core/**', 'app/shop/**'));
    await expect.poll(() => told).toBe(1);
    expect((await guards(editor, uri)).files.map((file) => file.uri)).toEqual([uri]);
    await editor.filesChanged(at('requirements.txt'));
    await editor.filesChanged(at('lockkeeper.yaml'));
    await expect.poll(() => told).toBe(2);
  });

  test('is nothing for what lies in no repository, and for a question that is none', async () => {
    const { editor } = await session({});
    expect(await guards(editor, 'untitled:Untitled-1', 'file:///nowhere/a.py')).toEqual({ files: [] });
    expect(await editor.connection.sendRequest('lockkeeper/pathGuards', { uris: 7 })).toEqual({ files: [] });
  });
});

function revision(id: string, parent: string, upgrade: string): string {
  return [
    `"""${id} of the shop"""`,
    'import sqlalchemy as sa',
    'from alembic import op',
    `revision = "${id}"`,
    `down_revision = ${parent}`,
    'def upgrade():',
    `    ${upgrade}`,
    'def downgrade():',
    '    pass',
    '',
  ].join('\n');
}

function graph(editor: Client, folder: string): Promise<MigrationGraphAnswer> {
  return editor.connection.sendRequest('lockkeeper/migrationGraph', { folder });
}

describe('the histories of the migrations', () => {
  const files = {
    'alembic/versions/a1_x.py': revision('a1', 'None', 'op.create_table("orders")'),
    'alembic/versions/b2_x.py': revision('b2', '"a1"', 'op.drop_table("orders")'),
  };

  test('are answered with kinds, edges and what is found in each revision', async () => {
    const { editor, shop, at } = await session(files);
    const { histories, records, problems } = await graph(editor, shop.uri);
    expect(problems).toEqual([]);
    expect(records).toEqual([at('infrastructure/last-good-deploy.json')]);
    expect(histories).toHaveLength(1);
    const [history] = histories;
    expect(history?.edges).toEqual([{ from: 'b2', to: 'a1', kind: 'parent', isMissing: false }]);
    expect(history?.heads).toEqual(['b2']);
    expect(history?.folders).toEqual([at('alembic/versions')]);
    expect(history?.revisions.map(({ id, title, uri, losesData }) => [id, title, uri, losesData])).toEqual([
      ['b2', 'b2 of the shop', at('alembic/versions/b2_x.py'), 'yes'],
      ['a1', 'a1 of the shop', at('alembic/versions/a1_x.py'), 'no'],
    ]);
    expect(history?.revisions[0]?.findings.error).toBeGreaterThan(0);
    expect(history?.revisions.map(({ isNew }) => isNew)).toEqual([false, false]);
  });

  test('are drawn as they stand in the editor', async () => {
    const { editor, shop, at } = await session(files);
    await editor.open(at('alembic/versions/b2_x.py'), revision('b2', '"zz"', 'pass'));
    const { histories } = await graph(editor, shop.uri);
    expect(histories[0]?.edges).toEqual([{ from: 'b2', to: 'zz', kind: 'parent', isMissing: true }]);
    expect(histories[0]?.heads).toEqual(['a1', 'b2']);
  });

  test('are looked at anew each time, though nobody told of a change', async () => {
    const { editor, shop, at } = await session(files);
    const heads = async () => (await graph(editor, shop.uri)).histories.map((history) => history.heads);
    expect(await heads()).toEqual([['b2']]);
    shop.write({ 'alembic/versions/c3_x.py': revision('c3', '"b2"', 'pass') });
    expect(await heads()).toEqual([['c3']]);
    await editor.open(at('alembic/versions/c3_x.py'), revision('c3', '"a1"', 'pass'));
    expect(await heads()).toEqual([['b2', 'c3']]);
    await editor.close(at('alembic/versions/c3_x.py'));
    expect(await heads()).toEqual([['c3']]);
    shop.git('switch', '--quiet', '--create', 'feature');
    shop.git('add', '--all');
    shop.git('commit', '--quiet', '--message', 'Add c3');
    const { histories } = await graph(editor, shop.uri);
    expect(histories[0]?.revisions.map(({ id, isNew }) => [id, isNew])).toEqual([
      ['c3', true],
      ['b2', false],
      ['a1', false],
    ]);
  });

  test('are those of every policy in the folder', async () => {
    const { editor, shop } = await session({
      ...files,
      'billing/lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [versions] }\n',
      'billing/versions/c3_x.py': revision('c3', 'None', 'pass'),
      'docs/lockkeeper.yaml': 'version: 1\n',
    });
    const { histories, problems } = await graph(editor, shop.uri);
    expect(histories.map(({ heads }) => heads)).toEqual([['b2'], ['c3']]);
    expect(problems, 'a policy of several need not be about migrations').toEqual([]);
  });

  test('say what is missing where there are none', async () => {
    const plain = repository({ 'readme.txt': 'Read me.\n' });
    const editor = await client({ folders: [plain.uri] });
    expect(await graph(editor, plain.uri)).toEqual({
      histories: [],
      records: [],
      problems: ['There is no policy in this folder. Write lockkeeper.yaml first.'],
    });
    await expect(graph(editor, 'nowhere')).rejects.toThrow('Name a folder by its URI.');
    const problemsWith = async (policy: string) => {
      plain.write({ 'lockkeeper.yaml': policy });
      await editor.filesChanged(`${plain.uri}/lockkeeper.yaml`);
      return (await graph(editor, plain.uri)).problems;
    };
    expect(await problemsWith('version: 2\n')).toEqual([
      'lockkeeper.yaml is not a valid policy, so its migrations are not known. Fix it first.',
    ]);
    expect(await problemsWith('version: 1\n')).toEqual([
      'lockkeeper.yaml names no folder of Alembic revisions. Name it in migrations.alembic.',
    ]);
    expect(await problemsWith('version: 1\nmigrations: { alembic: [versions] }\n')).toEqual([
      'versions holds no Alembic revision. Check migrations.alembic in lockkeeper.yaml.',
    ]);
  });
});
