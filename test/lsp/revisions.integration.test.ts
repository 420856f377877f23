import { describe, expect, test } from 'vitest';

import { cleanUpAfterEach, client, POLICY, repository, session, underlined } from './session.ts';

cleanUpAfterEach();

interface Generated {
  readonly id: string;
  /** The source of `down_revision`. */
  readonly parent: string;
  readonly upgrade: string;
  readonly downgrade: string;
}

function revisionOf({ id, parent, upgrade, downgrade }: Generated): string {
  return [
    'import sqlalchemy as sa',
    'from alembic import op',
    '',
    `revision = "${id}"`,
    `down_revision = ${parent}`,
    '',
    '',
    'def upgrade() -> None:',
    `    ${upgrade}`,
    '',
    '',
    'def downgrade() -> None:',
    `    ${downgrade}`,
    '',
  ].join('\n');
}

describe('an Alembic revision', () => {
  const revision = [
    'from alembic import op',
    'revision = "ab12"',
    'down_revision = None',
    'def upgrade():',
    '    op.drop_table("orders")',
    '    op.execute("/* 🐍🐍 */ DROP TABLE customers")',
    'def downgrade():',
    '    raise RuntimeError("restore the backup")',
    '',
  ].join('\n');

  test('is underlined where it drops a table, counted in UTF-16 units', async () => {
    const { editor, at } = await session({});
    await editor.open(at('alembic/versions/ab12_drop.py'), revision);
    const diagnostics = await editor.pull(at('alembic/versions/ab12_drop.py'));
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'migrations/drop-table',
      'migrations/drop-table',
      'migrations/downgrade-raises',
    ]);
    expect(diagnostics.map(({ range }) => underlined(revision, range))).toEqual([
      expect.stringContaining('orders'),
      expect.stringContaining('customers'),
      'raise RuntimeError("restore the backup")',
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'migrations/drop-table',
      'migrations/drop-table',
      'migrations/downgrade-raises',
    ]);
  });

  test('[row 4.33] that was just generated is reviewed with all that lies beside it', async () => {
    const { editor, at } = await session({
      'alembic/versions/5a9d_baseline.py': revisionOf({
        id: '5a9d',
        parent: 'None',
        upgrade: 'pass',
        downgrade: 'pass',
      }),
      'alembic/versions/b2_notes.py': revisionOf({
        id: 'b2',
        parent: '"5a9d"',
        upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer()))',
        downgrade: 'op.drop_table("notes")',
      }),
    });
    const generated = at('alembic/versions/c3_index.py');
    const text = revisionOf({
      id: 'c3',
      parent: '"5a9d"',
      upgrade: 'op.add_column("orders", sa.Column("no", sa.Integer()))',
      downgrade: 'pass',
    });
    await editor.open(generated, text);
    const diagnostics = await editor.pull(generated);
    expect(diagnostics.map(({ code, range }) => [code, underlined(text, range)])).toEqual([
      ['migrations/multiple-heads', '"5a9d"'],
      ['migrations/downgrade-empty', 'downgrade'],
    ]);
    const [heads, empty] = diagnostics;
    expect(heads?.relatedInformation?.map(({ location }) => location.uri)).toEqual([
      at('alembic/versions/b2_notes.py'),
      at('lockkeeper.yaml'),
    ]);
    const titles = await Promise.all(
      [heads, empty].map(async (found) =>
        found === undefined ? [] : (await editor.actions(generated, found.range)).map(({ title }) => title),
      ),
    );
    expect(titles).toEqual([
      expect.arrayContaining(['Create a revision that merges b2 and c3 (review)']),
      expect.arrayContaining(['Fill the downgrade with the inverse of each step (review)']),
    ]);
    // Built on the other one, and with a way back, there is nothing left to say.
    await editor.change(
      generated,
      revisionOf({
        id: 'c3',
        parent: '"b2"',
        upgrade: 'op.add_column("orders", sa.Column("no", sa.Integer()))',
        downgrade: 'op.drop_column("orders", "no")',
      }),
    );
    expect(await editor.pull(generated)).toEqual([]);
  });

  test('is judged again when another one is edited that was opened after it', async () => {
    const added = (id: string, parent: string) =>
      revisionOf({
        id,
        parent,
        upgrade: `op.create_table("t_${id}")`,
        downgrade: `op.drop_table("t_${id}")`,
      });
    const { editor, at } = await session({
      'alembic/versions/a1_base.py': added('a1', 'None'),
      'alembic/versions/c3_index.py': added('c3', '"a1"'),
    });
    const first = at('alembic/versions/b2_notes.py');
    await editor.open(first, added('b2', '"a1"'));
    expect((await editor.pull(first)).map(({ code }) => code)).toEqual(['migrations/multiple-heads']);
    const refreshed = editor.nextRefresh();
    await editor.open(at('alembic/versions/c3_index.py'), added('c3', '"b2"'));
    await refreshed;
    expect(await editor.pull(first)).toEqual([]);
  });

  describe('is compared with its target again after a fetch in a terminal', () => {
    const base = (id: string, parent: string) =>
      revisionOf({
        id,
        parent,
        upgrade: `op.create_table("t_${id}")`,
        downgrade: `op.drop_table("t_${id}")`,
      });
    const PATH = 'alembic/versions/b2_notes.py';

    /** A branch with a revision of its own, and a second clone whose revision of the same parent is merged. */
    async function fetched() {
      const there = repository({
        'lockkeeper.yaml': POLICY,
        'alembic/versions/a1_base.py': base('a1', 'None'),
      });
      const here = repository({ 'README.md': 'Cloned below.\n' });
      here.git('remote', 'add', 'origin', there.folder);
      here.git('fetch', '--quiet', 'origin');
      here.git('remote', 'set-head', 'origin', 'main');
      here.git('switch', '--quiet', '--create', 'feature', 'origin/main');
      const editor = await client({ folders: [here.uri] });
      const open = `${here.uri}/${PATH}`;
      await editor.open(open, base('b2', '"a1"'));
      expect((await editor.pull(open)).map(({ code }) => code)).toEqual([]);
      there.write({ 'alembic/versions/c3_index.py': base('c3', '"a1"') });
      there.git('add', '--all');
      there.git('commit', '--quiet', '--message', 'Index');
      const refreshed = editor.nextRefresh();
      here.git('fetch', '--quiet', 'origin');
      return { editor, here, open, refreshed };
    }

    test('of which the editor told', async () => {
      const { editor, here, open, refreshed } = await fetched();
      await editor.filesChanged(`${here.uri}/.git/FETCH_HEAD`);
      await refreshed;
      expect((await editor.pull(open)).map(({ code }) => code)).toEqual(['migrations/stale-parent']);
    });

    test('of which nobody told', async () => {
      const { editor, open, refreshed } = await fetched();
      let isRefreshed = false;
      void refreshed.then(() => (isRefreshed = true));
      // How old an answer must be depends on how long git takes.
      while (!isRefreshed) {
        await editor.pull(open);
        await new Promise((done) => setTimeout(done, 500));
      }
      expect((await editor.pull(open)).map(({ code }) => code)).toEqual(['migrations/stale-parent']);
    });
  });

  test('that cannot be parsed is underlined once, and nothing else is said of it', async () => {
    const { editor, at } = await session({});
    await editor.open(at('alembic/versions/ab12_drop.py'), 'def upgrade(:\n');
    expect(await editor.pull(at('alembic/versions/ab12_drop.py'))).toMatchObject([
      { code: 'migrations/unreadable-revision', message: expect.stringContaining('it is not valid Python') },
    ]);
    const { folders } = await editor.status(({ folders: [folder] }) => (folder?.waiting.length ?? 0) > 0);
    expect(folders[0]?.waiting).toEqual([
      { rule: 'migrations/drop-table', reason: 'it is not valid Python', count: 1 },
    ]);
  });
});

describe('a revision that is made in the editor', () => {
  const on = (id: string, parent: string) =>
    revisionOf({ id, parent, upgrade: 'op.execute("SELECT 1")', downgrade: 'op.execute("SELECT 1")' });
  const first = { 'alembic/versions/a1_first.py': on('a1', 'None') };
  const files = { ...first, 'alembic/versions/b2_one.py': on('b2', '"a1"') };

  /** The fix that makes it, and what the client is asked to show. */
  async function merging(support: boolean) {
    const capabilities = {
      textDocument: { diagnostic: {} },
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } },
      window: { showDocument: { support } },
    };
    const { editor, at } = await session(files, { capabilities });
    const shown: unknown[] = [];
    editor.connection.onRequest('window/showDocument', (params: unknown) => {
      shown.push(params);
      return { success: true };
    });
    const uri = at('alembic/versions/c3_two.py');
    await editor.open(uri, on('c3', '"a1"'));
    const diagnostics = await editor.pull(uri);
    const range = diagnostics.find(({ code }) => code === 'migrations/multiple-heads')?.range;
    const actions = range === undefined ? [] : await editor.actions(uri, range);
    const merge = actions.find(({ title }) => title.startsWith('Create a revision that merges'));
    return { editor, merge, shown };
  }

  test('is shown once it is there', async () => {
    const { editor, merge, shown } = await merging(true);
    expect(merge?.edit?.documentChanges?.[0]).toMatchObject({ kind: 'create' });
    await editor.connection.sendRequest('workspace/executeCommand', {
      command: merge?.command?.command,
      arguments: merge?.command?.arguments,
    });
    expect(shown).toEqual([
      { uri: expect.stringMatching(/\/alembic\/versions\/\w+_merge_heads\.py$/), takeFocus: true },
    ]);
  });

  test('is left to a client that shows nothing', async () => {
    const { merge } = await merging(false);
    expect(merge?.edit).toBeDefined();
    expect(merge?.command).toBeUndefined();
  });
});
