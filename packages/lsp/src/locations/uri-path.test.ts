import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  comparable,
  foldersAbove,
  innermost,
  isOnDisk,
  isSamePlace,
  parentOf,
  pathBelow,
  uriBelow,
} from './uri-path.ts';

const ROOT = 'file:///work/shop';

describe('a path below a folder', () => {
  test.each([
    [ROOT, `${ROOT}/a/b.txt`, 'a/b.txt'],
    [`${ROOT}/`, `${ROOT}/b.txt`, 'b.txt'],
    ['file:///c%3A/shop', 'file:///C:/shop/a.txt', 'a.txt'],
    ['file:///work/my%20shop', 'file:///work/my shop/caf%C3%A9.txt', 'café.txt'],
    ['file:///', 'file:///a.txt', 'a.txt'],
  ])('below %s, %s is %s', (folder, uri, path) => {
    expect(pathBelow(folder, uri)).toBe(path);
  });

  test.each([
    [ROOT, ROOT],
    [ROOT, `${ROOT}-old/a.txt`],
    [ROOT, 'untitled:Untitled-1'],
  ])('below %s there is no %s', (folder, uri) => {
    expect(pathBelow(folder, uri)).toBeUndefined();
  });

  test('every path comes back as it went, whatever is in its name', () => {
    const step = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => !name.includes('/'));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const path = steps.join('/');
        expect(pathBelow(ROOT, uriBelow(ROOT, path))).toBe(path);
      }),
    );
  });

  test('a name that is not Unicode still becomes a URI', () => {
    expect(uriBelow(ROOT, 'a\udc80.txt')).toBe(`${ROOT}/a%EF%BF%BD.txt`);
  });
});

test('folders above a place come nearest first, up to the top', () => {
  expect(foldersAbove(`${ROOT}/a/b/c.txt`, ROOT)).toEqual([`${ROOT}/a/b`, `${ROOT}/a`, ROOT]);
});

test('without that top they go on to the root of the disk', () => {
  expect(foldersAbove('file:///a/b.txt', 'file:///elsewhere')).toEqual(['file:///a', 'file://']);
  expect(parentOf('file://')).toBeUndefined();
});

test('the innermost folder holds a document', () => {
  const folders = [ROOT, `${ROOT}/services/pay`, 'file:///other'];
  expect(innermost(folders, `${ROOT}/services/pay/a.txt`)).toBe(`${ROOT}/services/pay`);
  expect(innermost(folders, `${ROOT}/a.txt`)).toBe(ROOT);
  expect(innermost(folders, ROOT)).toBe(ROOT);
  expect(innermost(folders, 'file:///nowhere/a.txt')).toBeUndefined();
});

test('two spellings of one place are the same', () => {
  expect(isSamePlace('file:///C:/Shop/', 'file:///c%3A/Shop')).toBe(true);
  expect(isSamePlace('file:///c:/shop', 'file:///c:/Shop')).toBe(false);
});

test('a lone percent sign is no reason to stop', () => {
  expect(comparable('file:///100%')).toBe('file:///100%');
});

test('only files lie on disk', () => {
  expect(isOnDisk('file:///a.txt')).toBe(true);
  expect(isOnDisk('untitled:Untitled-1')).toBe(false);
  expect(isOnDisk('git:/a.txt?ref=HEAD')).toBe(false);
});
