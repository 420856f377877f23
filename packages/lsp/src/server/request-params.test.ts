import { describe, expect, test } from 'vitest';

import { folderIn, urisIn } from './request-params.ts';

describe('what a client asks about', () => {
  test('is the URIs that it names', () => {
    expect(urisIn({ uris: ['file:///a', 'file:///b'] })).toEqual(['file:///a', 'file:///b']);
  });

  test('is nothing where it names none, and never anything but texts', () => {
    for (const sent of [undefined, null, 'file:///a', {}, { uris: 'file:///a' }]) {
      expect(urisIn(sent)).toEqual([]);
    }
    expect(urisIn({ uris: [1, 'file:///a', null] })).toEqual(['file:///a']);
  });

  test('is a folder on disk, or nothing', () => {
    expect(folderIn({ folder: 'file:///work/shop' })).toBe('file:///work/shop');
    for (const sent of [undefined, {}, { folder: 7 }, { folder: 'untitled:x' }]) {
      expect(folderIn(sent)).toBeUndefined();
    }
  });
});
