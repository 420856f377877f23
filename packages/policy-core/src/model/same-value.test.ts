import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isSameValue, madeFrom } from './same-value.ts';

const names = fc.constantFrom('a', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__', 'toString');
const any = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, undefined, true, 0, -0, Number.NaN, 1, '1', 'a', ''),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.array(fc.tuple(names, tie('any')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
    fc.array(fc.tuple(names, tie('any')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('any'), { maxLength: 3 }).map((members) => new Set(members)),
  ),
})).any;

/** Another text for another value. */
function written(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Map) return `Map ${written([...value])}`;
  if (value instanceof Set) return `Set ${written([...value])}`;
  if (Array.isArray(value)) return `[${value.map(written).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value);
  return `{${Object.entries(value).map(written).join()}}`;
}

describe('two values', () => {
  test('are the same where each part of them is, and nowhere else', () => {
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(isSameValue(one, structuredClone(one))).toBe(true);
        expect(isSameValue(one, other)).toBe(written(one) === written(other));
      }),
    );
  });

  test.each<[string, unknown, unknown]>([
    ['a key that holds nothing', { a: undefined }, {}],
    ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    [
      'the order of a map',
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
    ],
    ['a map and an object', new Map(), {}],
    ['a map and a set', new Map(), new Set()],
    ['a list and an object', ['a'], { 0: 'a' }],
    ['the length of a list', Object.assign([], { length: 1 }), []],
    ['a hole and nothing', Object.assign([], { length: 1 }), [undefined]],
    ['a hidden key', Object.defineProperty({}, 'a', { value: 1 }), {}],
    ['a symbol', { [Symbol.iterator]: 1 }, {}],
    ['an object without a prototype', Object.create(null), {}],
    ['two dates', new Date(0), new Date(0)],
    ['two expressions', /a/, /a/],
    ['two of a class', new (class A {})(), new (class A {})()],
  ])('are not the same for %s', (_, one, other) => {
    expect(isSameValue(one, other)).toBe(false);
    expect(isSameValue({ deep: [one] }, { deep: [other] })).toBe(false);
  });
});

describe('a function', () => {
  const adding = (by: number) => madeFrom(adding, [by], (value: number) => value + by);
  const taking = (by: number) => madeFrom(taking, [by], (value: number) => value - by);
  const silent = () => () => 1;

  test('is the same as one that the same maker made of the same', () => {
    expect(isSameValue(adding(1), adding(1))).toBe(true);
    expect(isSameValue({ add: [adding(1)] }, { add: [adding(1)] })).toBe(true);
  });

  test('is not the same as one that was made of something else, or by another', () => {
    expect(isSameValue(adding(1), adding(2))).toBe(false);
    expect(isSameValue(adding(1), taking(1))).toBe(false);
  });

  test('that says nothing is the same as itself alone', () => {
    const one = silent();
    expect(isSameValue(one, one)).toBe(true);
    expect(isSameValue(one, silent())).toBe(false);
    expect(isSameValue(one, adding(1))).toBe(false);
  });
});
