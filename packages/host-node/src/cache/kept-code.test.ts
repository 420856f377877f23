import { writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { keptCodeBytes, readKeptCode } from './kept-code.ts';

afterAll(removeTemporaryFolders);

const PARTS = new Map([
  ['one.cjs', { source: 'a'.repeat(64), code: Buffer.from('code of one') }],
  ['zwei-ä.cjs', { source: 'b'.repeat(64), code: Buffer.alloc(0) }],
]);

describe('kept code', () => {
  test('is read as it was written', () => {
    expect(readKeptCode(written(keptCodeBytes(PARTS)))).toEqual(PARTS);
    expect(readKeptCode(written(keptCodeBytes(new Map())))).toEqual(new Map());
  });

  test('is nothing where there is no file, or one of another kind', () => {
    expect(readKeptCode(path.join(temporaryFolder(), 'missing'))).toEqual(new Map());
    for (const text of ['', 'x', 'x'.repeat(31), 'x'.repeat(32), 'x'.repeat(1000)]) {
      expect(readKeptCode(written(Buffer.from(text)))).toEqual(new Map());
    }
  });

  test('is nothing where one byte of it is another', () => {
    const whole = keptCodeBytes(PARTS);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(readKeptCode(written(changed))).toEqual(new Map());
      }),
    );
  });

  test('is nothing where its end is missing', () => {
    const whole = keptCodeBytes(PARTS);
    for (let length = 0; length < whole.length; length += 1) {
      expect(readKeptCode(written(whole.subarray(0, length)))).toEqual(new Map());
    }
  });
});

const folder = temporaryFolder();

function written(bytes: Buffer): string {
  const file = path.join(folder, 'kept');
  writeFileSync(file, bytes);
  return file;
}
