import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseTree, type TreeEntry } from './tree-object.ts';

const ID = 'ab'.repeat(20);

describe('a folder as git stores it', () => {
  test('of nothing has no entries', () => {
    expect(parseTree(Buffer.alloc(0), 20)).toEqual([]);
  });

  test('is read back, whatever the names and ids are', () => {
    const name = fc
      .uint8Array({ minLength: 1, maxLength: 12 })
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
      .filter((text) => !text.includes('\0'));
    const mode = fc.constantFrom('100644', '100755', '120000', '040000', '160000');
    fc.assert(
      fc.property(fc.array(fc.record({ name, mode })), fc.constantFrom(20, 32), (found, idLength) => {
        const entries = found.map((entry) => ({ ...entry, id: '0a'.repeat(idLength) }));
        expect(parseTree(stored(entries), idLength)).toEqual(entries);
      }),
    );
  });

  test.each([
    ['40755', '040000'],
    ['40000', '040000'],
    ['100664', '100644'],
    ['100777', '100755'],
    ['0100644', '100644'],
    ['120777', '120000'],
    ['160000', '160000'],
    ['140000', '160000'],
    ['0', '160000'],
  ])('has the mode %s, which git takes for %s', (mode, taken) => {
    expect(parseTree(stored([{ mode, name: 'a', id: ID }]), 20)).toEqual([
      { mode: taken, name: 'a', id: ID },
    ]);
  });

  test.each([
    ['ends in a mode', Buffer.from('100644')],
    ['ends in a name', Buffer.from('100644 a')],
    ['ends in an id', stored([{ mode: '100644', name: 'a', id: ID }]).subarray(0, -1)],
    ['has a mode that is no number', stored([{ mode: '10064x', name: 'a', id: ID }])],
    ['has no mode', stored([{ mode: '', name: 'a', id: ID }])],
  ])('is none when it %s', (_what, bytes) => {
    expect(parseTree(bytes, 20)).toBeUndefined();
  });
});

function stored(entries: readonly TreeEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(id, 'hex'),
    ]),
  );
}
