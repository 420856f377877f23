import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unambiguousMatches, type LikelyMatch } from './unambiguous-matches.ts';

type Pair = LikelyMatch<string, string>;

const pair = (from: string, to: string, closeness: number): Pair => ({ from, to, closeness });
const told = (...pairs: readonly Pair[]) => unambiguousMatches(pairs).map(({ from, to }) => `${from}${to}`);

describe('A pair is clear', () => {
  test('where neither half may belong to another one, however little it has in common', () => {
    expect(told(pair('a', 'x', 0.1))).toEqual(['ax']);
    expect(told(pair('a', 'x', 0.1), pair('b', 'y', 0.9))).toEqual(['ax', 'by']);
  });

  test('where it is the best for both, and mostly the same', () => {
    expect(told(pair('a', 'x', 0.6), pair('a', 'y', 0.5), pair('b', 'x', 0.5))).toEqual(['ax']);
    expect(told(pair('a', 'x', 0.9), pair('a', 'y', 0.2), pair('b', 'y', 0.6))).toEqual(['ax', 'by']);
  });
});

describe('A pair is not clear', () => {
  test.each([
    ['another one is as good', [pair('a', 'x', 0.6), pair('a', 'y', 0.6)]],
    ['another one is as good for the second half', [pair('a', 'x', 0.6), pair('b', 'x', 0.6)]],
    ['it is the best of several, and half the same', [pair('a', 'x', 0.5), pair('a', 'y', 0.2)]],
  ])('where %s', (_, pairs) => {
    expect(told(...pairs)).toEqual([]);
  });

  test('where one half has a better one, which has a better one itself', () => {
    expect(told(pair('a', 'x', 0.7), pair('b', 'x', 0.8), pair('b', 'y', 0.9))).toEqual(['by']);
  });

  test('among none', () => {
    expect(told()).toEqual([]);
  });
});

const names = fc.constantFrom('a', 'b', 'c', 'd');
const anyPairs = fc.uniqueArray(
  fc.record({ from: names, to: names, closeness: fc.constantFrom(0.1, 0.4, 0.5, 0.6, 0.9, 1) }),
  { selector: ({ from, to }) => `${from}${to}`, maxLength: 12 },
);

test('No half is in two of them', () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const clear = unambiguousMatches(pairs);
      expect(new Set(clear.map(({ from }) => from)).size).toBe(clear.length);
      expect(new Set(clear.map(({ to }) => to)).size).toBe(clear.length);
    }),
  );
});

test('Their order does not matter', () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      expect(unambiguousMatches(pairs.toReversed())).toEqual(unambiguousMatches(pairs).toReversed());
    }),
  );
});
