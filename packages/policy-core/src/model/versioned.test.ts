import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  allAt,
  allNow,
  heldAt,
  latest,
  newVersioned,
  setFrom,
  takeBack,
  type Changes,
  type Versioned,
} from './versioned.ts';

function orders(changes: Changes = []) {
  const versioned = newVersioned<string, string | undefined>(changes);
  setFrom(versioned, { key: 'b', at: 1 }, 'first');
  setFrom(versioned, { key: 'a', at: 2 }, 'second');
  setFrom(versioned, { key: 'b', at: 3 }, undefined);
  return versioned;
}

describe('keys with values that change', () => {
  test('tell what each stands for, now and before', () => {
    const versioned = orders();
    expect(['a', 'b', 'c'].map((key) => latest(versioned, key))).toEqual(['second', undefined, undefined]);
    expect([0, 1, 2, 3].map((position) => heldAt(versioned, 'b', position))).toEqual([
      undefined,
      'first',
      'first',
      undefined,
    ]);
  });

  test('come in the order in which they were first set', () => {
    const versioned = orders();
    setFrom(versioned, { key: 'b', at: 4 }, 'again');
    expect([1, 2, 3, 4].map((position) => allAt(versioned, position))).toEqual([
      ['first'],
      ['first', 'second'],
      ['second'],
      ['again', 'second'],
    ]);
    expect(allNow(versioned)).toEqual([
      ['b', 'again'],
      ['a', 'second'],
    ]);
  });

  test('leave out what is taken away', () => {
    expect(allNow(orders())).toEqual([['a', 'second']]);
  });
});

describe('changes that are taken back', () => {
  test('leave what was there before them, and no trace of keys that were not', () => {
    const changes: Changes = [];
    const versioned = orders(changes);
    const other = newVersioned<object, number>(changes);
    const key = {};
    setFrom(other, { key, at: 4 }, 1);
    setFrom(versioned, { key: 'c', at: 4 }, 'new');
    setFrom(versioned, { key: 'a', at: 5 }, 'newer');
    takeBack(changes, 3, 3);
    expect(allNow(versioned)).toEqual([['a', 'second']]);
    expect([...versioned.newest.keys()]).toEqual(['b', 'a']);
    expect([other.newest.size, changes.length]).toEqual([0, 3]);
  });

  test('are as if nobody had made them', () => {
    fc.assert(
      fc.property(anyChanges, anyChanges, anyChanges, (before, gone, after) => {
        const changes: Changes = [];
        const one = newVersioned<string, number | undefined>(changes);
        const end = setAll(one, before, 1);
        const count = changes.length;
        setAll(one, gone, end + 1);
        takeBack(changes, count, end);
        setAll(one, after, end + 1);
        const other = newVersioned<string, number | undefined>([]);
        setAll(other, before, 1);
        setAll(other, after, end + 1);
        for (let position = 0; position < end + 60; position += 1) {
          expect(allAt(one, position)).toEqual(allAt(other, position));
        }
        expect([...one.newest.keys()]).toEqual([...other.newest.keys()]);
      }),
    );
  });
});

const anyChanges = fc.array(
  fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.nat(9)), gap: fc.nat(2) }),
  { maxLength: 12 },
);

type SomeChange = { readonly key: string; readonly value: number | null; readonly gap: number };

/** The position of the last one. */
function setAll(
  versioned: Versioned<string, number | undefined>,
  changes: readonly SomeChange[],
  from: number,
): number {
  let at = from;
  for (const { key, value, gap } of changes) {
    at += gap;
    setFrom(versioned, { key, at }, value ?? undefined);
  }
  return at;
}
