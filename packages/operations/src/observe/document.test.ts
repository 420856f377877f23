import { loadPolicy, observed, unobserved } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { observeDocument } from './document.ts';

const policy = loadPolicy({
  path: 'lockkeeper.yaml',
  text: 'version: 1\ndependencies: [{ id: api, source: r.txt, lock: r.lock }]\n',
});
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
const observers = fakeObservers({
  commits: { c1: { files: { 'r.txt': 'disk\n', 'r.lock': 'disk\n' } } },
  names: { HEAD: 'c1' },
});
const change = unobserved('git was not asked');

test('an open document stands before what is on disk, and its pair comes from disk', async () => {
  const seen = await observeDocument(
    { policy, path: 'r.txt', open: new Map([['r.txt', 'typed\n']]), change },
    observers,
  );
  expect(seen.files).toEqual({
    'r.txt': observed({ kind: 'text', text: 'typed\n' }),
    'r.lock': observed({ kind: 'text', text: 'disk\n' }),
  });
});

test('both files of a pair may be open and unsaved', async () => {
  const open = new Map([
    ['r.txt', 'one\n'],
    ['r.lock', 'two\n'],
  ]);
  const seen = await observeDocument({ policy, path: 'r.lock', open, change }, observers);
  expect(seen.files).toEqual({
    'r.txt': observed({ kind: 'text', text: 'one\n' }),
    'r.lock': observed({ kind: 'text', text: 'two\n' }),
  });
});

test('a document the policy does not speak of costs no read', async () => {
  const quiet = fakeObservers({ commits: { c1: { files: {} } }, names: { HEAD: 'c1' } });
  const seen = await observeDocument(
    { policy, path: 'src/a.ts', open: new Map([['src/a.ts', 'x']]), change },
    quiet,
  );
  expect([seen.files, quiet.reads]).toEqual([{}, []]);
});

test('labels are never guessed while typing', async () => {
  const seen = await observeDocument({ policy, path: 'r.txt', open: new Map(), change }, observers);
  expect([seen.labels.known, seen.focus]).toEqual([false, { kind: 'document', path: 'r.txt' }]);
});
