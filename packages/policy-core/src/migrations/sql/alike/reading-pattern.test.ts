import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arePatternsEqual, filled, patternOf, type Written } from './reading-pattern.ts';
import { statementShapes } from './statement-shapes.ts';

function written(sql: string): Written {
  const [shape] = statementShapes(sql) ?? [];
  if (shape === undefined) throw new Error('There is no statement.');
  return shape;
}

/** What is read of the first, told of the second. */
function told(value: unknown, from: string, to: string): unknown {
  const pattern = patternOf(value, written(from));
  return pattern && filled(pattern, written(to));
}

describe('The pattern of what was read', () => {
  const FROM = 'DROP TABLE orders, users';
  const TO = ';  DROP TABLE carts, wagons_1';

  it('gives names their places', () => {
    const value = { tables: ['orders', 'users', 'public.orders'], kind: 'drop' };
    expect(told(value, FROM, TO)).toEqual({ tables: ['carts', 'wagons_1', 'public.carts'], kind: 'drop' });
  });

  it('gives offsets theirs', () => {
    const [first, second] = [FROM.indexOf('orders'), FROM.indexOf('users')];
    const value = [
      { start: 0, end: FROM.length },
      { start: first, end: first + 6 },
      { start: second, end: second + 5 },
      { start: 5, end: 6 },
    ];
    const places = [told(value, FROM, TO)].flat() as { readonly start: number; readonly end: number }[];
    expect(places.map(({ start, end }) => TO.slice(start, end))).toEqual([
      'DROP TABLE carts, wagons_1',
      'carts',
      'wagons_1',
      'TABLE'.slice(0, 1),
    ]);
  });

  it('is none where an offset stands inside of a name, or is no number', () => {
    expect(patternOf({ start: FROM.indexOf('orders') + 1 }, written(FROM))).toBeUndefined();
    expect(patternOf([{ a: { end: 'x' } }], written(FROM))).toBeUndefined();
  });

  it('keeps what is there and undefined, and the order of keys', () => {
    const value = { z: undefined, a: 'orders', end: 0, b: null, c: true, d: 1.5, e: [], f: {} };
    const found = told(value, FROM, TO);
    expect(found).toStrictEqual({ ...value, a: 'carts', end: 3 });
    expect(Object.keys(found as object)).toEqual(Object.keys(value));
  });

  it('gives new objects to each, but for those of nothing but words', () => {
    const pattern = patternOf({ type: { name: 'int' }, columns: [], place: { start: 0 } }, written(FROM));
    const [one, other] = [FROM, FROM].map((sql) => pattern && filled(pattern, written(sql))) as Record<
      string,
      unknown
    >[];
    expect(one).toStrictEqual(other);
    expect(one).not.toBe(other);
    expect(one?.['columns']).not.toBe(other?.['columns']);
    expect(one?.['place']).not.toBe(other?.['place']);
    expect(one?.['type']).toBe(other?.['type']);
  });

  it('gives back what it was made of', () => {
    const tree = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('orders', 'users', 'orders.users', '', 'a', undefined, null, true, 3),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'kind', 'base', 'changing'), tie('tree'), {
          noNullPrototype: true,
        }),
      ),
    })).tree;
    fc.assert(
      fc.property(tree, (value) => {
        expect(told(value, FROM, FROM)).toStrictEqual(value);
      }),
    );
  });

  it.each([
    [{ a: 'orders' }, { a: 'users' }],
    [{ a: 'orders' }, { b: 'orders' }],
    [{ a: undefined }, {}],
    [{ a: 1 }, { a: '1' }],
    [
      { a: 'orders', b: 1 },
      { b: 1, a: 'orders' },
    ],
    [['orders'], 'orders'],
    [{ start: 0 }, { start: 4 }],
    [
      { kind: 'fields', base: {}, changing: [] },
      { kind: 'fields', base: { a: 1 }, changing: [] },
    ],
  ])('is another for something else: %j and %j', (one, other) => {
    const [first, second] = [patternOf(one, written(FROM)), patternOf(other, written(FROM))];
    if (first === undefined || second === undefined) throw new Error('There is no pattern.');
    expect(arePatternsEqual(first, second)).toBe(false);
    expect(arePatternsEqual(first, first)).toBe(true);
  });
});
