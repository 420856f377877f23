import fc from 'fast-check';
import { expect, test } from 'vitest';

import { changedKeys } from './changed-keys.ts';

test('tells which values are others, and nothing of maps with other keys', () => {
  const anyMap = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(1, 2, undefined)));
  fc.assert(
    fc.property(anyMap, anyMap, (one, other) => {
      const [before, now] = [new Map(one), new Map(other)];
      const hasSameKeys = [...before.keys()].join() === [...now.keys()].join();
      const changed = [...now.keys()].filter((key) => before.get(key) !== now.get(key));
      expect(changedKeys(before, now)).toEqual(hasSameKeys ? changed : undefined);
    }),
    { numRuns: 300 },
  );
});
