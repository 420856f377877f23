import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { cleanUpAfterEach, messages, PINNED, session, UNPINNED } from './session.ts';

cleanUpAfterEach();

const PARENT = 'alembic/versions/a1_note.py';
const CHILD = 'alembic/versions/b2_again.py';

function revision(id: string, parent: string): string {
  return `from alembic import op
import sqlalchemy as sa

revision = ${id}
down_revision = ${parent}


def upgrade():
    op.add_column('orders', sa.Column('note_' + ${id}, sa.Text(), nullable=True))


def downgrade():
    op.drop_column('orders', 'note_' + ${id})
`;
}

const FILES = { [PARENT]: revision("'a1'", 'None'), [CHILD]: revision("'b2'", "'a1'") };

test('a revision whose parent is deleted says so, and no more once it is back', async () => {
  const { shop, editor, at } = await session(FILES);
  await editor.open(at(CHILD), FILES[CHILD] ?? '');
  expect(messages(await editor.pull(at(CHILD))).join('\n')).not.toContain('a1');

  const told = editor.nextRefresh();
  rmSync(path.join(shop.folder, PARENT));
  await editor.filesChanged(at(PARENT));
  await told;
  expect(messages(await editor.pull(at(CHILD))).join('\n')).toContain('a1');

  const toldAgain = editor.nextRefresh();
  shop.write({ [PARENT]: FILES[PARENT] ?? '' });
  await editor.filesChanged(at(PARENT));
  await toldAgain;
  expect(messages(await editor.pull(at(CHILD))).join('\n')).not.toContain('a1');
});

test('a revision may find its parent under another name', async () => {
  const { shop, editor, at } = await session(FILES);
  await editor.open(at(CHILD), FILES[CHILD] ?? '');
  await editor.pull(at(CHILD));

  const told = editor.nextRefresh();
  renameSync(path.join(shop.folder, PARENT), path.join(shop.folder, 'alembic/versions/a1_notes.py'));
  await editor.filesChanged(at(PARENT), at('alembic/versions/a1_notes.py'));
  await told;
  expect(messages(await editor.pull(at(CHILD))).join('\n')).not.toContain('missing');
});

test('a file that is renamed takes its findings along', async () => {
  const { shop, editor, at } = await session({ 'requirements.txt': PINNED, 'requirements.lock': PINNED });
  await editor.open(at('notes.txt'), UNPINNED);
  expect(await editor.pull(at('notes.txt'))).toEqual([]);

  await editor.close(at('notes.txt'));
  shop.write({ 'requirements.txt': UNPINNED });
  await editor.open(at('requirements.txt'), UNPINNED);
  expect(messages(await editor.pull(at('requirements.txt'))).join('\n')).toContain('flask has no version');

  await editor.close(at('requirements.txt'));
  renameSync(path.join(shop.folder, 'requirements.txt'), path.join(shop.folder, 'notes.txt'));
  await editor.filesChanged(at('requirements.txt'), at('notes.txt'));
  await editor.open(at('notes.txt'), UNPINNED);
  expect(await editor.pull(at('notes.txt'))).toEqual([]);
});

test('the lock of a pair that is deleted is asked for at its source', async () => {
  const { shop, editor, at } = await session({ 'requirements.txt': PINNED, 'requirements.lock': PINNED });
  await editor.open(at('requirements.txt'), PINNED);
  expect(await editor.pull(at('requirements.txt'))).toEqual([]);
  const told = editor.nextRefresh();
  rmSync(path.join(shop.folder, 'requirements.lock'));
  await editor.filesChanged(at('requirements.lock'));
  await told;
  expect(messages(await editor.pull(at('requirements.txt'))).join('\n')).toContain('requirements.lock');
});
