import fc from 'fast-check';
import { expect, test } from 'vitest';

import { changedKeys, withValues } from './patched-map.ts';

type Entries = readonly (readonly [string, number | undefined])[];

const anyEntries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom(1, 2, undefined)));
const anyPatches = fc.array(anyEntries, { maxLength: 4 });

function copied(first: Entries, patches: readonly Entries[]): ReadonlyMap<string, number | undefined> {
  return new Map([...first, ...patches.flat()]);
}

function patched(first: Entries, patches: readonly Entries[]): ReadonlyMap<string, number | undefined> {
  return patches.reduce<ReadonlyMap<string, number | undefined>>(withValues, new Map(first));
}

test('a map with other values is as if it had been copied', () => {
  fc.assert(
    fc.property(anyEntries, anyPatches, (first, patches) => {
      const [map, expected] = [patched(first, patches), copied(first, patches)];
      expect([...map]).toEqual([...expected]);
      expect([...map.keys()]).toEqual([...expected.keys()]);
      expect([...map.values()]).toEqual([...expected.values()]);
      expect(map.size).toBe(expected.size);
      for (const key of 'abcde') {
        expect(map.has(key)).toBe(expected.has(key));
        expect(map.get(key)).toBe(expected.get(key));
      }
      const visited: [string, number | undefined][] = [];
      map.forEach((value, key) => visited.push([key, value]));
      expect(visited).toEqual([...expected]);
    }),
    { numRuns: 300 },
  );
});

test('what it was made from stays as it was', () => {
  const first = withValues(new Map([['a', 1]]), [['a', 2]]);
  withValues(first, [['a', 3]]);
  expect(first.get('a')).toBe(2);
});

test('tells which values are others, and nothing of maps with other keys', () => {
  fc.assert(
    fc.property(anyEntries, anyPatches, anyPatches, (first, some, others) => {
      const base = new Map(first);
      const [before, now] = [some, others].map((patches) =>
        patches.reduce<ReadonlyMap<string, number | undefined>>(withValues, base),
      );
      if (before === undefined || now === undefined) throw new Error('There are two.');
      const hasSameKeys = [...before.keys()].join() === [...now.keys()].join();
      const changed = [...now.keys()].filter((key) => before.get(key) !== now.get(key));
      expect(changedKeys(before, now)?.toSorted()).toEqual(hasSameKeys ? changed.toSorted() : undefined);
    }),
    { numRuns: 300 },
  );
});
