import { expect, test } from 'vitest';

import { createFolders, foldersIn } from './folders.ts';

const SHOP = { uri: 'file:///work/shop', name: 'shop' };
const DOCS = { uri: 'file:///work/docs', name: 'docs' };

test('folders come and go', () => {
  const folders = createFolders([SHOP.uri]);
  folders.change({ added: [DOCS], removed: [{ ...SHOP, uri: `${SHOP.uri}/` }] });
  expect(folders.all()).toEqual([DOCS.uri]);
  expect(folders.of(`${DOCS.uri}/a.txt`)).toBe(DOCS.uri);
  expect(folders.of(`${SHOP.uri}/a.txt`)).toBeUndefined();
});

test('older clients know one folder only, or none', () => {
  expect(foldersIn({ workspaceFolders: [SHOP, DOCS] })).toEqual([SHOP.uri, DOCS.uri]);
  expect(foldersIn({ workspaceFolders: null, rootUri: SHOP.uri })).toEqual([SHOP.uri]);
  expect(foldersIn({ workspaceFolders: null, rootUri: null })).toEqual([]);
});
