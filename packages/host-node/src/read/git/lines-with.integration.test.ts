import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryRepository } from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

function sample() {
  const repository = temporaryRepository();
  const commit = repository.commit({
    'app/models.py': 'class Order(Base):\n    __tablename__ = "orders"\n    total = Column(Integer)\n',
    'app/größe.py': 'totals = 1\nprint(order.total)\n',
    'alembic/versions/a1.py': 'op.drop_column("orders", "total")\n',
    'data.bin': 'total\0total',
  });
  return { git: createGit(repository.root), commit };
}

const search = (words: readonly string[], most = 100) => ({ words, except: ['alembic/versions'], most });

describe('the lines of a commit', () => {
  test('are found by whole words, by path and line', async () => {
    const { git, commit } = sample();
    expect(await git.linesWith(commit, search(['total', 'orders']))).toEqual({
      known: true,
      value: {
        isWhole: true,
        lines: [
          { path: 'app/größe.py', line: 1, text: 'print(order.total)' },
          { path: 'app/models.py', line: 1, text: '    __tablename__ = "orders"' },
          { path: 'app/models.py', line: 2, text: '    total = Column(Integer)' },
        ],
      },
    });
  });

  test('are none where no word is in it', async () => {
    const { git, commit } = sample();
    const nothing = { known: true, value: { isWhole: true, lines: [] } };
    expect(await git.linesWith(commit, search(['customers']))).toEqual(nothing);
    expect(await git.linesWith(commit, search([]))).toEqual(nothing);
  });

  test('are read from the commit, and not from the disk', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'a.py': 'total = 1\n' });
    repository.commit({ 'a.py': 'sum = 1\n' });
    expect(await createGit(repository.root).linesWith(first, search(['total']))).toMatchObject({
      value: { lines: [{ path: 'a.py', line: 0, text: 'total = 1' }] },
    });
  });

  test('are not cut short without saying so', async () => {
    const { git, commit } = sample();
    expect(await git.linesWith(commit, search(['total'], 1))).toMatchObject({
      value: { isWhole: false, lines: [{ path: 'app/größe.py' }] },
    });
  });

  test('are as long as anybody reads', async () => {
    const repository = temporaryRepository();
    const commit = repository.commit({ 'a.js': `total;${'x'.repeat(5_000)}\n` });
    const answer = await createGit(repository.root).linesWith(commit, search(['total']));
    expect(answer.known && answer.value.lines.map(({ text }) => text.length)).toEqual([300]);
  });

  test('of a commit that is not there are not known', async () => {
    const { git } = sample();
    expect(await git.linesWith('f'.repeat(40), search(['total']))).toMatchObject({ known: false });
  });

  test('are found by words that look like options', async () => {
    const repository = temporaryRepository();
    const commit = repository.commit({ 'a.txt': 'x --help y\n' });
    expect(await createGit(repository.root).linesWith(commit, search(['--help']))).toMatchObject({
      value: { lines: [{ path: 'a.txt', line: 0 }] },
    });
  });
});
