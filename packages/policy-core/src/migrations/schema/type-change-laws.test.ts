import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { KnownType } from '../operations/column-type.ts';
import { typeNamed } from '../../testing/sample-schema.ts';
import { typeChange } from './type-change.ts';
import type { TypeChange } from './type-change-kinds.ts';

const size = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
const seconds = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });

const anyNumeric = fc
  .option(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 10 })), { nil: undefined })
  .map((digits) =>
    digits === undefined
      ? typeNamed('numeric')
      : typeNamed('numeric', { size: Math.max(...digits), scale: digits[1] }),
  );

/** Of every family, with sizes, and sometimes as an array. */
const anyType: fc.Arbitrary<KnownType> = fc
  .oneof(
    fc.constantFrom('int2', 'int4', 'int8', 'float4', 'float8').map((name) => typeNamed(name)),
    anyNumeric,
    fc
      .tuple(fc.constantFrom('varchar', 'bpchar'), size)
      .map(([name, most]) => typeNamed(name, { size: most })),
    fc.constantFrom('text', 'citext').map((name) => typeNamed(name)),
    fc
      .tuple(fc.constantFrom('timestamp', 'timestamptz', 'time', 'timetz', 'interval'), seconds)
      .map(([name, digits]) => typeNamed(name, { size: digits })),
    fc.tuple(fc.constantFrom('bit', 'varbit'), size).map(([name, most]) => typeNamed(name, { size: most })),
    fc
      .constantFrom('date', 'bool', 'uuid', 'json', 'jsonb', 'inet', 'cidr', 'macaddr', 'macaddr8', 'bytea')
      .map((name) => typeNamed(name)),
  )
  .chain((type) => fc.constantFrom(0, 0, 0, 1, 2).map((dimensions) => ({ ...type, dimensions })));

const anyEnum = fc
  .tuple(
    fc.constantFrom('mood', 'state'),
    fc.uniqueArray(fc.constantFrom('new', 'open', 'paid', 'shipped', "it's"), { minLength: 1 }),
  )
  .map(([name, values]) => typeNamed(name, { values }));

function keeps({ kind }: TypeChange): boolean {
  return kind === 'same' || kind === 'widening';
}

describe('a change of types', () => {
  test('is none in both directions or in neither', () => {
    fc.assert(
      fc.property(fc.oneof(anyType, anyEnum), fc.oneof(anyType, anyEnum), (one, other) => {
        expect(typeChange(one, other).kind === 'same').toBe(typeChange(other, one).kind === 'same');
      }),
    );
  });

  test('gives room in both directions only where both hold the same', () => {
    fc.assert(
      fc.property(anyType, anyType, (one, other) => {
        if ([typeChange(one, other), typeChange(other, one)].some(({ kind }) => kind !== 'widening')) return;
        const [first, second] = [one, other].map(whatItHolds);
        expect(first).toBe(second);
      }),
    );
  });

  test('to more characters, digits or bits of one type never loses more than to fewer', () => {
    const sized = fc.constantFrom(
      'varchar',
      'bpchar',
      'varbit',
      'timestamp',
      'timestamptz',
      'time',
      'interval',
    );
    fc.assert(
      fc.property(anyType, sized, fc.tuple(fc.nat(6), fc.nat(6)), (from, name, sizes) => {
        const [less, more] = sizes
          .toSorted((a, b) => a - b)
          .map((most) => typeChange(from, typeNamed(name, { size: most, dimensions: from.dimensions })));
        if (less !== undefined && more !== undefined && keeps(less)) expect(keeps(more)).toBe(true);
      }),
    );
  });

  test('says why whenever values are lost or become others', () => {
    fc.assert(
      fc.property(fc.oneof(anyType, anyEnum), fc.oneof(anyType, anyEnum), (one, other) => {
        const change = typeChange(one, other);
        if (change.kind !== 'narrowing' && change.kind !== 'conversion') return;
        expect(change.reason).toMatch(/^[a-z'][^\n]*[^.\s]$/);
      }),
    );
  });

  test('of an enum loses exactly the values that are gone, in whatever order they stand', () => {
    fc.assert(
      fc.property(anyEnum, anyEnum, (from, to) => {
        const gone = (from.values ?? []).filter((value) => to.values?.includes(value) !== true);
        const change = typeChange(from, to);
        expect(change.kind === 'narrowing').toBe(gone.length > 0);
        if (!('reason' in change) || change.kind !== 'narrowing') return;
        for (const value of gone.slice(0, 3)) expect(change.reason).toContain(`'${value}'`);
      }),
    );
  });

  test('is not known for a type of which only its source is', () => {
    fc.assert(
      fc.property(fc.oneof(anyType, anyEnum), (type) => {
        const unread = { isKnown: false, written: 'Geometry("POINT")' } as const;
        expect([typeChange(type, unread), typeChange(unread, type)]).toEqual([
          { kind: 'unknown' },
          { kind: 'unknown' },
        ]);
      }),
    );
  });

  test('is not known for types of one’s own, unless they are the same', () => {
    const own = fc.constantFrom('mood', 'geometry', 'vector').map((name) => typeNamed(name));
    fc.assert(
      fc.property(own, fc.oneof(own, anyType), (one, other) => {
        const isSame = one.name === other.name && other.dimensions === 0;
        expect(typeChange(one, other).kind).toBe(isSame ? 'same' : 'unknown');
      }),
    );
  });
});

/** Texts without a limit are one; seconds have six digits, and bits are one, unless it says otherwise. */
function whatItHolds({ name, size: most, dimensions }: KnownType): string {
  const isText = ['text', 'varchar'].includes(name) && most === undefined;
  const usual = /^time|^interval/.test(name) ? 6 : 1;
  return `${isText ? 'text' : `${name}(${most ?? usual})`}${dimensions > 0 ? '[]' : ''}`;
}
