import type { FileSystem } from '@lockkeeper/operations/observe';
import { observed, textContent, unobserved } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { openContentsBelow, overlay, type OpenDocument } from './overlay.ts';
import { createContentInterner } from './content-interner.ts';

const ROOT = 'file:///work/shop';
const DISK: FileSystem = {
  list: async () => observed([]),
  links: async () => new Map(),
  read: async (path) =>
    path === 'locked.txt' ? unobserved('permission is denied') : observed(textContent('disk\n')),
};

function opened(...documents: readonly Pick<OpenDocument, 'uri' | 'text'>[]) {
  const open = new Map(
    documents.map(({ uri, text }) => [decodeURIComponent(uri), { uri, text, version: 1 }]),
  );
  return { open, contents: createContentInterner() };
}

test('an open document stands before what is on disk', async () => {
  const files = overlay(DISK, ROOT, opened({ uri: `${ROOT}/r%20s.txt`, text: 'typed\n' }));
  expect(await files.read('r s.txt')).toEqual(observed(textContent('typed\n')));
  expect(await files.read('other.txt')).toEqual(observed(textContent('disk\n')));
  expect(await files.read('locked.txt')).toEqual(unobserved('permission is denied'));
});

test('a file that reads the same is the same, on disk and open', async () => {
  const around = opened({ uri: `${ROOT}/r.txt`, text: 'typed\n' });
  const files = overlay(DISK, ROOT, around);
  const twice = async (path: string) => [await files.read(path), await files.read(path)];
  for (const path of ['r.txt', 'r.lock']) {
    const [first, second] = await twice(path);
    expect(first?.known && second?.known && first.value === second.value, path).toBe(true);
  }
  const shown = openContentsBelow(ROOT, around).get('r.txt');
  const read = await files.read('r.txt');
  expect(read.known && read.value).toBe(shown);
});

test('open documents are named as they lie below the root, and others are left out', () => {
  const around = opened(
    { uri: `${ROOT}/a%2541.txt`, text: 'one' },
    { uri: 'file:///work/other/b.txt', text: 'two' },
  );
  expect([...openContentsBelow(ROOT, around)]).toEqual([['a%41.txt', textContent('one')]]);
});
