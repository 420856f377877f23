import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { typeNamed } from '../../testing/sample-schema.ts';
import { compareColumnTypes } from './column-type-sameness.ts';
import type { ColumnType } from './column-type.ts';

const unread = (written: string): ColumnType => ({ isKnown: false, written });
const mood = (...values: readonly string[]) => typeNamed('mood', { values });

describe('two types', () => {
  test.each<[string, ColumnType, ColumnType, ReturnType<typeof compareColumnTypes>]>([
    ['of one name', typeNamed('text'), typeNamed('text'), 'same'],
    ['of two names', typeNamed('text'), typeNamed('varchar'), 'other'],
    ['written otherwise', typeNamed('int4', { written: 'sa.Integer()' }), typeNamed('int4'), 'same'],
    ['of one length', typeNamed('varchar', { size: 20 }), typeNamed('varchar', { size: 20 }), 'same'],
    ['of two lengths', typeNamed('varchar', { size: 20 }), typeNamed('varchar', { size: 40 }), 'other'],
    ['with a length and without', typeNamed('varchar', { size: 20 }), typeNamed('varchar'), 'other'],
    [
      'with a scale of 0 and without',
      typeNamed('numeric', { size: 9, scale: 0 }),
      typeNamed('numeric', { size: 9 }),
      'same',
    ],
    [
      'of two scales',
      typeNamed('numeric', { size: 9, scale: 2 }),
      typeNamed('numeric', { size: 9 }),
      'other',
    ],
    ['of which one is a list', typeNamed('int4', { dimensions: 1 }), typeNamed('int4'), 'other'],
    ['with the same values', mood('a', 'b'), mood('a', 'b'), 'same'],
    ['with values in another order', mood('a', 'b'), mood('b', 'a'), 'other'],
    ['with one value more', mood('a'), mood('a', 'b'), 'other'],
    ['with values that only together are the same', mood('ab', 'c'), mood('a', 'bc'), 'other'],
    ['of which one tells its values', mood('a'), typeNamed('mood'), 'same'],
    ['that nobody can read, written alike', unread('Geo()'), unread('Geo()'), 'same'],
    ['that nobody can read, written otherwise', unread('Geo()'), unread('Geo(1)'), 'unknown'],
    ['of which nobody can read one', unread('Geo()'), typeNamed('geo'), 'unknown'],
  ])('%s', (...[, one, other, is]) => {
    expect(compareColumnTypes(one, other)).toBe(is);
  });

  test('are compared the same way round and the other', () => {
    const type = fc.oneof(
      fc
        .tuple(fc.constantFrom('text', 'varchar', 'numeric', 'mood'), fc.option(fc.nat(3)), fc.nat(1))
        .map(([name, size, dimensions]) => typeNamed(name, { size: size ?? undefined, dimensions })),
      fc.constantFrom('Geo()', 'X').map(unread),
    );
    fc.assert(
      fc.property(type, type, (one, other) => {
        expect(compareColumnTypes(one, other)).toBe(compareColumnTypes(other, one));
        expect(compareColumnTypes(one, one)).toBe('same');
      }),
    );
  });
});
