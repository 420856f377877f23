import { observed, unobserved } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP } from '../testing/fake-host.ts';
import { gitInSubfolder } from './git-in-subfolder.ts';
import type { DiskGit } from './host.ts';

async function below(folder: string, answers: Partial<DiskGit> = {}) {
  const machine = fakeMachine({ 'pay/a.txt': '', 'payments/b.txt': '', 'pay/deep/c.txt': '' });
  machine.changed = ['pay/a.txt', 'payments/b.txt'];
  const repository = await fakeHost(machine).repository(SHOP);
  if (repository === undefined) throw new Error('There is no repository.');
  return gitInSubfolder({ ...repository.git, ...answers }, folder);
}

test('what lies elsewhere has not changed, and what changed is named from the folder', async () => {
  const git = await below('pay');
  expect(await git.changes({ from: 'c0', to: 'worktree' })).toMatchObject({ value: [{ path: 'a.txt' }] });
});

test('files are read and listed from the folder', async () => {
  const git = await below('pay');
  expect([...(await git.readAt('c0', ['a.txt'])).keys()]).toEqual(['a.txt']);
  expect(await git.listOnDisk([''])).toEqual(observed(['a.txt', 'deep/c.txt']));
  expect(await git.listAt('c0', ['deep'])).toEqual(observed([]));
});

test('folders are those below it, and its root is the folder itself', async () => {
  const asked: (readonly string[])[] = [];
  const git = await below('pay', {
    foldersAt: async (_commit, folders) => {
      asked.push(folders);
      return new Map(folders.map((folder) => [folder, observed([{ name: folder, mode: '100644' }])]));
    },
  });
  expect(await git.foldersAt('c0', ['', 'deep'])).toEqual(
    new Map([
      ['', observed([{ name: 'pay', mode: '100644' }])],
      ['deep', observed([{ name: 'pay/deep', mode: '100644' }])],
    ]),
  );
  expect(asked).toEqual([['pay', 'pay/deep']]);
});

test('symbolic links are read from the folder', async () => {
  const git = await below('pay', {
    linksAt: async (_commit, paths) => new Map(paths.map((path) => [path, observed(`to ${path}`)])),
  });
  expect(await git.linksAt('c0', ['a'])).toEqual(new Map([['a', observed('to pay/a')]]));
});

test('lines are searched everywhere and told of the folder', async () => {
  const line = { line: 3, text: 'total = 1' };
  const asked: (readonly string[])[] = [];
  const git = await below('pay', {
    linesWith: async (_commit, { except }) => {
      asked.push(except);
      const lines = [
        { ...line, path: 'pay/a.py' },
        { ...line, path: 'payments/b.py' },
      ];
      return observed({ lines, isWhole: true });
    },
  });
  const search = { words: ['total'], except: ['versions'], most: 9 };
  expect(await git.linesWith('c0', search)).toEqual(
    observed({ lines: [{ ...line, path: 'a.py' }], isWhole: true }),
  );
  expect(asked).toEqual([['pay/versions']]);
  const silent = await below('pay', { linesWith: async () => unobserved('this is a partial clone') });
  expect(await silent.linesWith('c0', search)).toEqual(unobserved('this is a partial clone'));
});

test('a commit touches what lies in the folder, and nothing elsewhere', async () => {
  const ada = { name: 'Ada', email: 'ada@example.com' };
  const commit = { id: 'c1', author: ada, committer: ada, message: 'Tidy up' };
  const range = { from: 'c0', to: 'c1' };
  const paths = ['pay/a.txt', 'payments/b.txt', 'README.md'];
  const git = await below('pay', { commits: async () => observed([{ ...commit, paths }]) });
  expect(await git.commits(range)).toEqual(observed([{ ...commit, paths: ['a.txt'] }]));
  const silent = await below('pay', { commits: async () => unobserved('this is a shallow clone') });
  expect(await silent.commits(range)).toEqual(unobserved('this is a shallow clone'));
});
