import { writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { encodeCompiledCode, intactParts, readCompiledCode, type CompiledPart } from './compiled-code.ts';

afterAll(removeTemporaryFolders);

const CODE = Buffer.from('code of one');

const PARTS = new Map([
  ['one.cjs', { source: 'a'.repeat(64), code: CODE }],
  ['zwei-ä.cjs', { source: 'b'.repeat(64), code: Buffer.alloc(0) }],
]);

describe('kept code', () => {
  test('is read as it was written', () => {
    expect(readBack(encodeCompiledCode(PARTS))).toEqual(PARTS);
    expect(readBack(encodeCompiledCode(new Map()))).toEqual(new Map());
  });

  test('has nothing of a part that was not kept', () => {
    expect(readCompiledCode(written(encodeCompiledCode(PARTS))).part('three.cjs')).toBeUndefined();
  });

  test('is nothing where there is no file, or one of another kind', () => {
    expect(intactParts(readCompiledCode(path.join(temporaryFolder(), 'missing')))).toEqual(new Map());
    for (const text of ['', 'x', 'x'.repeat(31), 'x'.repeat(36), 'x'.repeat(1000)]) {
      expect(readBack(Buffer.from(text))).toEqual(new Map());
    }
  });

  test('has nothing of a part of which one byte is another, and of no part where that byte is of the list', () => {
    const whole = encodeCompiledCode(PARTS);
    const firstOfCode = whole.length - CODE.length;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ by;
        const left =
          at < firstOfCode ? new Map() : new Map([...PARTS].filter(([name]) => name !== 'one.cjs'));
        expect(readBack(changed)).toEqual(left);
      }),
    );
  });

  test('has nothing of a part whose end is missing', () => {
    const whole = encodeCompiledCode(PARTS);
    for (let length = 0; length < whole.length; length += 1) {
      expect(readBack(whole.subarray(0, length)).has('one.cjs'), `${length}`).toBe(false);
    }
  });
});

function readBack(bytes: Buffer): ReadonlyMap<string, CompiledPart> {
  return intactParts(readCompiledCode(written(bytes)));
}

const folder = temporaryFolder();

function written(bytes: Buffer): string {
  const file = path.join(folder, 'kept');
  writeFileSync(file, bytes);
  return file;
}
