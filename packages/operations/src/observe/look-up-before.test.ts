import { loadPolicy, observed, textContent, unobserved, type Policy } from '@lockkeeper/policy-core';
import type { Change } from '@lockkeeper/policy-core/observe';
import { expect, test } from 'vitest';

import type { Observers } from '../ports/index.ts';
import { fakeObservers } from '../testing/fake-repository.ts';
import { observeDocument } from './document.ts';
import { lookUp } from './look-up.ts';
import { readerAt } from './reader-at.ts';

const policy = soundPolicy('version: 1\nchange_scope: { additive_only: [app/services/] }\n');

function soundPolicy(text: string): Policy {
  const loaded = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (loaded.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return loaded;
}

const PATH = 'app/services/users.py';
const repository = {
  commits: {
    c1: { files: { [PATH]: 'def get(): ...\n', 'app/main.py': 'x = 1\n' } },
    c2: { files: { [PATH]: 'def fetch(): ...\n', 'app/main.py': 'x = 2\n' }, parents: ['c1'] },
  },
  names: { HEAD: 'c2' },
};
const listing = unobserved('no folder is named');

function changed(base: string | null, ...paths: readonly string[]): Change {
  return {
    base,
    head: 'c2',
    branch: observed('auto/x'),
    entries: paths.map((path) => ({ status: 'modified', path, oldMode: '100644', newMode: '100644' })),
    isWhole: true,
    commits: observed([]),
    push: null,
  };
}

async function before(change: Change, observers: Observers = fakeObservers(repository)) {
  const seen = { focus: { kind: 'change' }, change: observed(change), listing } as const;
  const read = readerAt('c2', fakeObservers(repository));
  return (await lookUp(policy, seen, { ...observers, head: 'c2', read })).filesBefore;
}

test('the text before comes from the base of the change [row 0.11]', async () => {
  expect(await before(changed('c1', PATH))).toEqual({
    [PATH]: observed({ kind: 'text', text: 'def get(): ...\n' }),
  });
});

test('a file that was not there is absent', async () => {
  expect(await before(changed('c1', 'app/services/new.py'))).toEqual({
    'app/services/new.py': observed({ kind: 'absent' }),
  });
});

test('nothing is read where no rule compares', async () => {
  const quiet = fakeObservers(repository);
  expect([await before(changed('c1', 'app/main.py'), quiet), quiet.reads]).toEqual([{}, []]);
});

test('without a base the text is not known', async () => {
  expect(await before(changed(null, PATH))).toEqual({
    [PATH]: unobserved('the base of the change is not known'),
  });
});

test('without a repository the text is not known', async () => {
  const observers = { ...fakeObservers(repository), git: undefined };
  expect(await before(changed('c1', PATH), observers)).toEqual({
    [PATH]: unobserved('there is no git repository to ask'),
  });
});

test('an open document is compared with the base, however it lies on disk', async () => {
  const seen = await observeDocument(
    {
      policy,
      path: PATH,
      open: new Map([[PATH, textContent('typed = 1\n')]]),
      change: observed(changed('c1')),
    },
    fakeObservers(repository),
  );
  expect([seen.files, seen.filesBefore]).toEqual([
    { [PATH]: observed({ kind: 'text', text: 'typed = 1\n' }) },
    { [PATH]: observed({ kind: 'text', text: 'def get(): ...\n' }) },
  ]);
});
