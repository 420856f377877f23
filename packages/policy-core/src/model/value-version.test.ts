import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { valueAt, versionAt, versionFrom, type ValueVersion } from './value-version.ts';

/** One in front of the other. */
function versions<Value>(...entries: readonly (readonly [number, Value])[]): ValueVersion<Value> | undefined {
  return entries.reduce<ValueVersion<Value> | undefined>(
    (before, [from, value]) => versionFrom(before, from, value),
    undefined,
  );
}

describe('versions of a value', () => {
  test('tell nothing before the first position, and what came last after it', () => {
    expect(valueAt(undefined, 5)).toBeUndefined();
    const newest = versions([3, 'a'], [7, 'b']);
    expect([2, 3, 6, 7, 8, Number.POSITIVE_INFINITY].map((position) => valueAt(newest, position))).toEqual([
      undefined,
      'a',
      'a',
      'b',
      'b',
      'b',
    ]);
  });

  test('keep the last of two values from one position on', () => {
    const newest = versions([3, 'a'], [3, 'b']);
    expect([newest?.value, newest?.before, newest?.depth]).toEqual(['b', undefined, 0]);
  });

  test('stay what they are, whatever is put in front of them', () => {
    const first = versions([3, 'a'], [7, 'b']);
    const one = versionFrom(first, 7, 'c');
    const other = versionFrom(first, 9, 'd');
    expect([first, one, other].map((newest) => valueAt(newest, 9))).toEqual(['b', 'c', 'd']);
    expect([first, one, other].map((newest) => valueAt(newest, 7))).toEqual(['b', 'c', 'b']);
    expect(other.before).toBe(first);
  });

  test('answer as a list that is read from its beginning', () => {
    const entries = fc.array(fc.record({ gap: fc.nat(3), value: fc.nat(9) }), { maxLength: 60 });
    fc.assert(
      fc.property(entries, fc.nat(180), (gaps, asked) => {
        let newest: ValueVersion<number> | undefined;
        let position = 0;
        let expected: number | undefined;
        for (const { gap, value } of gaps) {
          position += gap;
          newest = versionFrom(newest, position, value);
          if (position <= asked) expected = value;
        }
        expect(valueAt(newest, asked)).toBe(expected);
        expect(versionAt(newest, asked)?.from ?? 0).toBeLessThanOrEqual(asked);
      }),
    );
  });

  test('are found in few steps, however many there are', () => {
    const count = 100_000;
    let looked = 0;
    const counted = (version: ValueVersion<number>): ValueVersion<number> => ({
      ...version,
      get before() {
        looked += 1;
        return version.before;
      },
      get leap() {
        looked += 1;
        return version.leap;
      },
    });
    let newest: ValueVersion<number> | undefined;
    for (let position = 0; position < count; position += 1) {
      newest = counted(versionFrom(newest, position, position));
    }
    for (const asked of [0, 1, 77, 4_095, 50_000, count - 2, count - 1]) {
      looked = 0;
      expect(valueAt(newest, asked)).toBe(asked);
      expect(looked).toBeLessThan(4 * Math.log2(count));
    }
  });
});
