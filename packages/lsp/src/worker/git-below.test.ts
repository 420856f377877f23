import { observed } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP } from '../testing/fake-host.ts';
import { gitBelow } from './git-below.ts';

async function below(folder: string) {
  const machine = fakeMachine({ 'pay/a.txt': '', 'payments/b.txt': '', 'pay/deep/c.txt': '' });
  machine.changed = ['pay/a.txt', 'payments/b.txt'];
  const repository = await fakeHost(machine).repository(SHOP);
  if (repository === undefined) throw new Error('There is no repository.');
  return gitBelow(repository.git, folder);
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
