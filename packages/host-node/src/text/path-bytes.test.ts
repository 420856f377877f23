import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bytesFromPath, joinBytes, pathFromBytes, pathsFromList, splitAtNul } from './path-bytes.ts';

describe('a path of bytes', () => {
  test('is read as UTF-8', () => {
    expect(pathFromBytes(Buffer.from('zahlungen/größe 💶.sql'))).toBe('zahlungen/größe 💶.sql');
  });

  test('keeps a byte that is not UTF-8 as one lone surrogate, as Python does', () => {
    expect(pathFromBytes(Buffer.from('caf\xe9.py', 'latin1'))).toBe('caf\udce9.py');
  });

  test.each([
    ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
    ['an encoded surrogate', [0xed, 0xb2, 0x80], '\udced\udcb2\udc80'],
    ['a character that is cut off', [0x61, 0xe2, 0x82], 'a\udce2\udc82'],
    ['a character beyond the last one', [0xf5, 0x80, 0x80, 0x80], '\udcf5\udc80\udc80\udc80'],
    ['a good character after a bad byte', [0xff, 0xc3, 0xa9], '\udcffé'],
  ])('escapes byte by byte: %s', (_what, bytes, path) => {
    expect(pathFromBytes(Buffer.from(bytes))).toBe(path);
    expect(bytesFromPath(path)).toEqual(Buffer.from(bytes));
  });

  test('comes back as the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(bytesFromPath(pathFromBytes(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test('comes back as the same bytes when good and bad characters are mixed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }).map((text) => Buffer.from(text, 'utf8')),
      fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const bytes = Buffer.concat(pieces);
        expect(bytesFromPath(pathFromBytes(bytes))).toEqual(bytes);
      }),
    );
  });

  test('is never the path of other bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 6 }).map((list) => Buffer.from(list));
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(pathFromBytes(one) === pathFromBytes(other)).toBe(one.equals(other));
      }),
    );
  });
});

describe('a list of paths', () => {
  test('is cut at NUL, also through names with line ends', () => {
    expect(pathsFromList(Buffer.from('a\nb\0c d\0'))).toEqual(['a\nb', 'c d']);
  });

  test('is read path by path when one of them is not UTF-8', () => {
    const list = Buffer.concat([Buffer.from('é\0'), Buffer.of(0xe9, 0)]);
    expect(pathsFromList(list)).toEqual(['é', '\udce9']);
  });

  test('may be empty', () => {
    expect(pathsFromList(Buffer.alloc(0))).toEqual([]);
    expect(splitAtNul(Buffer.alloc(0))).toEqual([]);
  });
});

test('a path is joined to a folder in bytes', () => {
  expect(joinBytes(Buffer.from('/srv'), 'caf\udce9')).toEqual(Buffer.from('/srv/caf\xe9', 'latin1'));
});
