import { expect, test } from 'vitest';

import { isSameMap } from './same-map.ts';

const map = (entries: Readonly<Record<string, number>>) => new Map(Object.entries(entries));

test.each([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 2 }, false],
  [{ a: 1 }, { b: 1 }, false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
])('%j and %j', (one, other, same) => {
  expect(isSameMap(map(one), map(other))).toBe(same);
});
