import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { typeNamed } from '../../testing/sample-schema.ts';
import { numberChange } from './number-change.ts';

/** `int4`, `numeric(10,2)`, `numeric(3,-2)`. */
function number(written: string) {
  const [, name = '', size, scale] = /^(\w+)(?:\((\d+)(?:,(-?\d+))?\))?$/.exec(written) ?? [];
  return typeNamed(name, {
    size: size === undefined ? undefined : Number(size),
    scale: scale === undefined ? undefined : Number(scale),
  });
}

const change = (from: string, to: string) => numberChange(number(from), number(to));
const WIDENING = { kind: 'widening' };

describe('numbers get room', () => {
  test.each([
    ['int2', 'int8'],
    ['int2', 'numeric'],
    ['int2', 'numeric(5)'],
    ['int4', 'numeric(14,4)'],
    ['int8', 'numeric(19)'],
    ['int8', 'numeric'],
    ['numeric(4)', 'int2'],
    ['numeric(4)', 'int8'],
    ['numeric(6)', 'float4'],
    ['numeric(15)', 'float8'],
    ['numeric(5,-2)', 'int4'],
    ['numeric(3,-2)', 'numeric(5)'],
    ['numeric(3,-2)', 'numeric(4,-2)'],
    ['numeric(3,5)', 'numeric(5,5)'],
  ])('from %s to %s', (from, to) => {
    expect(change(from, to)).toEqual(WIDENING);
  });
});

describe('numbers may not fit', () => {
  test.each([
    ['int8', 'int2', 'numbers above 32767 do not fit'],
    ['int2', 'numeric(4)', 'numbers of more than 4 digits before the point do not fit'],
    ['int8', 'numeric(18)', 'numbers of more than 18 digits before the point do not fit'],
    ['int8', 'numeric(20,2)', 'numbers of more than 18 digits before the point do not fit'],
    ['numeric(5)', 'int2', 'numbers above 32767 do not fit'],
    ['numeric(19)', 'int8', 'numbers above 9223372036854775807 do not fit'],
    ['numeric', 'int8', 'decimals are rounded away'],
    ['numeric', 'numeric(10)', 'decimals are rounded away'],
    ['numeric', 'float8', 'only about 15 digits are kept'],
    ['numeric(7)', 'float4', 'only about 6 digits are kept'],
    ['numeric(16)', 'float8', 'only about 15 digits are kept'],
    ['numeric(5,4)', 'numeric(5,3)', 'decimals are rounded to 3'],
    ['numeric(5)', 'numeric(5,-1)', 'their last digits are rounded away'],
    ['numeric(5,-1)', 'numeric(5,-2)', 'their last digits are rounded away'],
    ['float4', 'int2', 'decimals are rounded away'],
    ['float4', 'numeric(6,3)', 'decimals are rounded to 3'],
    ['float8', 'numeric(6,-3)', 'their last digits are rounded away'],
    ['int8', 'float4', 'only about 6 digits are kept'],
  ])('from %s to %s, because %s', (from, to, reason) => {
    expect(change(from, to)).toEqual({ kind: 'narrowing', reason });
  });
});

test.each([
  ['float4', 'only about 6 digits are kept'],
  ['float8', 'only about 15 digits are kept'],
])('binary fractions of %s become decimal ones', (from, reason) => {
  expect(change(from, 'numeric')).toEqual({ kind: 'conversion', reason });
});

test.each([
  ['int4', 'text'],
  ['text', 'int4'],
  ['money', 'numeric'],
  ['numeric', 'money'],
  ['bool', 'int4'],
  ['int4', 'oid'],
])('nothing is said of %s to %s, one of which is no number', (from, to) => {
  expect(change(from, to)).toBeUndefined();
});

describe('laws of numbers', () => {
  const size = fc.integer({ min: 1, max: 20 });
  const scale = fc.integer({ min: -5, max: 20 });
  const decimal = (precision: number, decimals: number) => number(`numeric(${precision},${decimals})`);

  test('one decimal fits into another if it has as many digits on both sides of the point', () => {
    fc.assert(
      fc.property(fc.tuple(size, scale), fc.tuple(size, scale), ([held, decimals], [room, more]) => {
        const fits = decimals <= more && held - decimals <= room - more;
        expect(numberChange(decimal(held, decimals), decimal(room, more))?.kind).toBe(
          fits ? 'widening' : 'narrowing',
        );
      }),
    );
  });

  test('whole numbers fit into a decimal if their largest one does', () => {
    const largest = { int2: '32767', int4: '2147483647', int8: '9223372036854775807' };
    fc.assert(
      fc.property(
        fc.constantFrom('int2', 'int4', 'int8'),
        size,
        fc.integer({ min: 0, max: 5 }),
        (name, ...to) => {
          const [precision, decimals] = to;
          const fits = largest[name].length <= precision - decimals;
          expect(numberChange(number(name), decimal(precision, decimals))?.kind).toBe(
            fits ? 'widening' : 'narrowing',
          );
        },
      ),
    );
  });
});
