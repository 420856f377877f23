import { describe, expect, test } from 'vitest';

import { cleanUpAfterEach, messages, PINNED, POLICY, session, UNPINNED, type Session } from './session.ts';

cleanUpAfterEach();

/** Waits until the status says so. */
async function expectCount(editor: Session['editor'], findings: number): Promise<void> {
  const status = await editor.status(({ folders: [folder] }) => folder?.findings === findings);
  expect(status.folders).toMatchObject([{ findings }]);
}

describe('the status', () => {
  const FILES = {
    'requirements.txt': UNPINNED,
    'requirements.lock': PINNED,
    'app/core/money.py': '',
    'alembic/versions/.gitkeep': '',
  };

  test('counts no finding of a document that was closed', async () => {
    const { editor, at } = await session(FILES);
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.pull(at('requirements.txt'));
    await expectCount(editor, 2);
    await editor.close(at('requirements.txt'));
    await expectCount(editor, 0);
  });

  test('counts none either where the document was closed while it was asked for', async () => {
    const { editor, at } = await session(FILES);
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.pull(at('requirements.txt'));
    await expectCount(editor, 2);
    await editor.filesChanged(at('requirements.txt'));
    const asked = editor.pull(at('requirements.txt'));
    await editor.close(at('requirements.txt'));
    await asked;
    await editor.open(at('requirements.lock'), PINNED);
    await editor.pull(at('requirements.lock'));
    await expectCount(editor, 0);
  });

  test('follows a whole workspace that is judged again', async () => {
    const { shop, editor, at } = await session(FILES);
    await editor.checkWorkspace();
    await expectCount(editor, 2);
    shop.write({ 'requirements.txt': PINNED });
    await editor.filesChanged(at('requirements.txt'));
    await editor.workspaceReport();
    await expectCount(editor, 0);
  });
});

describe('a finding about several files', () => {
  const revision = (id: string, parent: string) => `revision = '${id}'
down_revision = ${parent}


def upgrade():
    op.create_table('${id}')


def downgrade():
    op.drop_table('${id}')
`;
  const A1 = 'alembic/versions/a1_shop.py';
  const B2 = 'alembic/versions/b2_orders.py';
  const B3 = 'alembic/versions/b3_bills.py';
  const FILES = {
    'lockkeeper.yaml': POLICY,
    'requirements.txt': PINNED,
    'requirements.lock': PINNED,
    [A1]: revision('a1', 'None'),
    [B2]: revision('b2', "'a1'"),
  };
  const HEADS = expect.stringContaining('alembic/versions has 2 heads: b2 and b3.');

  /** Somebody adds a second head, and checks the whole workspace, which names the first. */
  async function secondHead(): Promise<Session> {
    const opened = await session(FILES);
    opened.shop.write({ [B3]: revision('b3', "'a1'") });
    await opened.editor.open(opened.at(B3), revision('b3', "'a1'"));
    expect(messages(await opened.editor.pull(opened.at(B3)))).toContainEqual(HEADS);
    return opened;
  }

  test('is counted and shown once, as a check counts it', async () => {
    const { editor, at } = await secondHead();
    const { findings } = await editor.checkWorkspace();
    await expectCount(editor, findings);
    const { items } = await editor.workspaceReport();
    expect(items.map(({ uri }) => uri)).not.toContain(at(B2));
  });

  test('is told at the other file once the first is closed', async () => {
    const { editor, at } = await secondHead();
    const { findings } = await editor.checkWorkspace();
    await editor.close(at(B3));
    const { items } = await editor.workspaceReport();
    const there = items.find(({ uri }) => uri === at(B2));
    expect(there?.kind === 'full' ? messages(there.items) : []).toContainEqual(HEADS);
    await expectCount(editor, findings);
  });

  test('is not counted for a file where it is not told', async () => {
    const { editor, at } = await secondHead();
    await editor.close(at(B3));
    await editor.open(at(A1), revision('a1', 'None'));
    expect(messages(await editor.pull(at(A1)))).toEqual([]);
    await expectCount(editor, 0);
  });

  test('is told in each file that is open, and counted once', async () => {
    const { editor, at } = await secondHead();
    await editor.open(at(B2), revision('b2', "'a1'"));
    expect(messages(await editor.pull(at(B2)))).toContainEqual(HEADS);
    const { findings } = await editor.checkWorkspace();
    await expectCount(editor, findings);
  });
});
