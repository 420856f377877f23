import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sha256 } from '../../model/sha256.ts';
import { keyedFingerprint } from './keyed-fingerprint.ts';

const KEY = new Uint8Array(32).fill(7);

describe('a fingerprint', () => {
  test('is the one that everybody makes with the same key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(keyedFingerprint(KEY)(text)).toBe(createHmac('sha256', KEY).update(text).digest('hex'));
      }),
    );
  });

  test('is of no use without the key', () => {
    expect(keyedFingerprint(KEY)('hunter2')).not.toBe(sha256('hunter2'));
    expect(keyedFingerprint(KEY)('hunter2')).not.toBe(keyedFingerprint(new Uint8Array(32))('hunter2'));
  });

  test('has a key that nobody guesses', () => {
    expect(() => keyedFingerprint(new Uint8Array(15))).toThrow(RangeError);
  });
});
