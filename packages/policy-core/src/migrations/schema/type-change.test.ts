import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { ColumnType, KnownType } from '../operations/column-type.ts';
import { typeNamed } from '../../testing/sample-schema.ts';
import { typeChange } from './type-change.ts';

/** `varchar(20)`, `numeric(10,2)`, `int4[]`. */
function type(written: string): KnownType {
  const [, name = '', size, scale, array = ''] =
    /^(\w+)(?:\((\d+)(?:,(\d+))?\))?((?:\[\])*)$/.exec(written) ?? [];
  return typeNamed(name, {
    size: size === undefined ? undefined : Number(size),
    scale: scale === undefined ? undefined : Number(scale),
    dimensions: array.length / 2,
  });
}

function change(from: string, to: string): string {
  const answer = typeChange(type(from), type(to));
  return 'reason' in answer ? `${answer.kind}: ${answer.reason}` : answer.kind;
}

const mood = (name: string, ...values: readonly string[]): KnownType => typeNamed(name, { values });

describe('a type stays the same', () => {
  test.each([
    ['int4', 'int4'],
    ['varchar(20)', 'varchar(20)'],
    ['varchar', 'varchar'],
    ['numeric(10)', 'numeric(10,0)'],
    ['int4[]', 'int4[][]'],
    ['mood', 'mood'],
    ['mood[]', 'mood[]'],
    ['uuid', 'uuid'],
  ])('%s to %s', (from, to) => {
    expect(change(from, to)).toBe('same');
  });
});

describe('a type gets room', () => {
  test.each([
    ['varchar(20)', 'varchar(50)'],
    ['varchar(20)', 'varchar'],
    ['varchar(20)', 'text'],
    ['text', 'varchar'],
    ['bpchar(3)', 'bpchar(5)'],
    ['bpchar(3)', 'varchar(3)'],
    ['bpchar(3)', 'text'],
    ['int2', 'int4'],
    ['int4', 'int8'],
    ['int4', 'numeric'],
    ['int4', 'numeric(10)'],
    ['int4', 'numeric(12,2)'],
    ['int2', 'float4'],
    ['int4', 'float8'],
    ['float4', 'float8'],
    ['numeric(10,2)', 'numeric(12,2)'],
    ['numeric(10,2)', 'numeric(12,4)'],
    ['numeric(10,2)', 'numeric'],
    ['numeric(9)', 'int4'],
    ['numeric(18)', 'int8'],
    ['numeric(15,2)', 'float8'],
    ['numeric(6,2)', 'float4'],
    ['date', 'timestamp'],
    ['date', 'timestamp(0)'],
    ['time', 'interval'],
    ['timestamp(3)', 'timestamp'],
    ['timestamp(3)', 'timestamp(6)'],
    ['timestamptz(0)', 'timestamptz(3)'],
    ['bit(3)', 'varbit'],
    ['bit(3)', 'varbit(3)'],
    ['varbit(3)', 'varbit(5)'],
    ['varbit(3)', 'varbit'],
    ['cidr', 'inet'],
    ['macaddr', 'macaddr8'],
    ['jsonb', 'json'],
    ['json', 'text'],
    ['int4', 'text'],
    ['timestamptz', 'varchar'],
    ['varchar(20)[]', 'text[]'],
  ])('%s to %s', (from, to) => {
    expect(change(from, to)).toBe('widening');
  });
});

describe('values may be lost, or refused', () => {
  test.each([
    ['varchar(50)', 'varchar(20)', 'texts of more than 20 characters do not fit'],
    ['text', 'varchar(1)', 'texts of more than 1 character do not fit'],
    ['text', 'bpchar(20)', 'texts of more than 20 characters do not fit'],
    ['varchar(10)', 'bpchar(10)', 'blanks at the end of a text are lost'],
    ['text', 'bpchar', 'blanks at the end of a text are lost'],
    ['bpchar(5)', 'bpchar(3)', 'texts of more than 3 characters do not fit'],
    ['citext', 'varchar(5)', 'texts of more than 5 characters do not fit'],
    ['int8', 'int4', 'numbers above 2147483647 do not fit'],
    ['int4', 'int2', 'numbers above 32767 do not fit'],
    ['int4', 'numeric(9)', 'numbers of more than 9 digits before the point do not fit'],
    ['int4', 'numeric(10,2)', 'numbers of more than 8 digits before the point do not fit'],
    ['int8', 'float8', 'only about 15 digits are kept'],
    ['int4', 'float4', 'only about 6 digits are kept'],
    ['float8', 'float4', 'only about 6 digits are kept'],
    ['float8', 'int8', 'decimals are rounded away'],
    ['float8', 'numeric(10,2)', 'decimals are rounded to 2'],
    ['numeric', 'numeric(10,2)', 'decimals are rounded to 2'],
    ['numeric(10,4)', 'numeric(10,2)', 'decimals are rounded to 2'],
    ['numeric(12,2)', 'numeric(10,2)', 'numbers of more than 8 digits before the point do not fit'],
    ['numeric(10,2)', 'numeric(10,4)', 'numbers of more than 6 digits before the point do not fit'],
    ['numeric(3)', 'numeric(3,5)', 'numbers of more than 0 digits before the point do not fit'],
    ['numeric(10,2)', 'int4', 'decimals are rounded away'],
    ['numeric(10)', 'int4', 'numbers above 2147483647 do not fit'],
    ['numeric(20)', 'int8', 'numbers above 9223372036854775807 do not fit'],
    ['numeric(20,2)', 'float8', 'only about 15 digits are kept'],
    ['timestamptz', 'timestamp', 'the time zone is dropped'],
    ['timetz', 'time', 'the time zone is dropped'],
    ['timestamp', 'date', 'the time of day is dropped'],
    ['timestamptz', 'date', 'the time of day is dropped'],
    ['timestamp', 'time', 'the date is dropped'],
    ['timestamptz', 'timetz', 'the date is dropped'],
    ['interval', 'time', 'whole days are dropped'],
    ['timestamp', 'timestamp(3)', 'fractions of a second are rounded to 3 digits'],
    ['timestamp(3)', 'timestamptz(1)', 'fractions of a second are rounded to 1 digit'],
    ['time', 'time(0)', 'fractions of a second are rounded away'],
    ['time', 'interval(2)', 'fractions of a second are rounded to 2 digits'],
    ['bit(3)', 'bit(5)', 'values of more or fewer than 5 bits do not fit'],
    ['bit(3)', 'bit', 'values of more or fewer than 1 bit do not fit'],
    ['varbit(5)', 'bit(5)', 'values of more or fewer than 5 bits do not fit'],
    ['varbit', 'varbit(5)', 'values of more than 5 bits do not fit'],
    ['bit(5)', 'varbit(3)', 'values of more than 3 bits do not fit'],
    ['inet', 'cidr', 'addresses become networks: the bits to the right of the mask are set to zero'],
    ['macaddr8', 'macaddr', 'addresses of eight bytes do not fit'],
    ['text[]', 'varchar(5)[]', 'texts of more than 5 characters do not fit'],
  ])('%s to %s, because %s', (from, to, reason) => {
    expect(change(from, to)).toBe(`narrowing: ${reason}`);
  });

  test('of a scale below zero', () => {
    const rounded = typeNamed('numeric', { size: 3, scale: -2 });
    expect(typeChange(type('int4'), rounded)).toEqual({
      kind: 'narrowing',
      reason: 'their last digits are rounded away',
    });
    expect(typeChange(rounded, type('int4'))).toEqual({ kind: 'widening' });
  });
});

describe('values become others', () => {
  const OTHER = 'values become those of another kind of type';
  test.each([
    ['json', 'jsonb', 'spacing, the order of keys and repeated keys are not kept'],
    ['int4', 'varchar(20)', OTHER],
    ['int4', 'bpchar(20)', OTHER],
    ['text', 'int4', OTHER],
    ['text', 'uuid', OTHER],
    ['text', 'bytea', OTHER],
    ['int4', 'bool', OTHER],
    ['numeric', 'money', OTHER],
    ['date', 'time', OTHER],
    ['int4range', 'int8range', OTHER],
    ['timestamp', 'timestamptz', 'values are read in the time zone of the session'],
    ['date', 'timestamptz', 'values are read in the time zone of the session'],
    ['time', 'timetz', 'values are read in the time zone of the session'],
    ['float8', 'numeric', 'only about 15 digits are kept'],
    ['text', 'citext', 'texts that differ in upper and lower case become equal'],
    ['citext', 'text', 'texts that differ in upper and lower case are no longer equal'],
    ['text', 'text[]', 'single values become arrays'],
    ['int4[]', 'int4', 'arrays become single values'],
  ])('%s to %s, because %s', (from, to, reason) => {
    expect(change(from, to)).toBe(`conversion: ${reason}`);
  });
});

describe('enums', () => {
  const old = mood('mood', 'sad', 'ok', 'happy');

  test('are compared by their values', () => {
    expect(typeChange(old, mood('mood', 'sad', 'ok', 'happy'))).toEqual({ kind: 'same' });
    expect(typeChange(old, mood('mood', 'sad', 'ok', 'happy', 'glad'))).toEqual({ kind: 'widening' });
    expect(typeChange(old, mood('mood_new', 'sad', 'ok', 'happy'))).toEqual({
      kind: 'conversion',
      reason: 'values become those of an enum of another name',
    });
  });

  test.each([
    [['ok', 'happy'], "the value 'sad' is gone"],
    [['ok'], "the values 'sad' and 'happy' are gone"],
    [[], "the values 'sad', 'ok' and 'happy' are gone"],
  ])('lose values, under whatever name: %j', (left, reason) => {
    expect(typeChange(old, mood('mood', ...left))).toEqual({ kind: 'narrowing', reason });
    expect(typeChange(old, mood('mood_new', ...left))).toEqual({ kind: 'narrowing', reason });
  });

  test('that lose very many are told of with three', () => {
    const many = mood('mood', 'a', 'b', 'c', 'd', 'e');
    expect(typeChange(many, mood('mood'))).toEqual({
      kind: 'narrowing',
      reason: "the values 'a', 'b', 'c' and 2 more are gone",
    });
  });

  test('whose values are not written out on both sides are known by their name alone', () => {
    expect(typeChange(old, type('mood'))).toEqual({ kind: 'same' });
    expect(typeChange(old, type('mood_new'))).toEqual({ kind: 'unknown' });
    expect(typeChange(type('text'), old)).toEqual({ kind: 'unknown' });
  });
});

describe('types that nothing is known of', () => {
  const unknown: ColumnType = { isKnown: false, written: 'MyType()' };

  test.each([
    ['one that is not known', unknown, type('text')],
    ['to one that is not known', type('text'), unknown],
    ['both', unknown, unknown],
    ['of one’s own', type('geometry'), type('text')],
    ['to one of one’s own', type('text'), type('email')],
    ['an array of one’s own to a single one', type('mood[]'), type('mood')],
    ['a built-in one to an array of one’s own', type('text'), type('mood[]')],
  ])('%s', (_name, from, to) => {
    expect(typeChange(from, to)).toEqual({ kind: 'unknown' });
  });
});

describe('laws of type changes', () => {
  const size = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
  const any = fc.oneof(
    fc
      .tuple(fc.constantFrom('varchar', 'bpchar', 'text', 'bit', 'varbit'), size)
      .map(([name, length]) => typeNamed(name, name === 'text' ? {} : { size: length })),
    fc
      .tuple(size, fc.integer({ min: 0, max: 6 }))
      .map(([precision, scale]) =>
        typeNamed(
          'numeric',
          precision === undefined ? {} : { size: precision, scale: Math.min(scale, precision) },
        ),
      ),
    fc
      .constantFrom('int2', 'int4', 'int8', 'float4', 'float8', 'date', 'json', 'uuid')
      .map((name) => typeNamed(name)),
    fc
      .tuple(fc.constantFrom('time', 'timetz', 'timestamp', 'timestamptz', 'interval'), fc.option(fc.nat(6)))
      .map(([name, digits]) => typeNamed(name, { size: digits ?? undefined })),
  );
  const fits = (from: KnownType, to: KnownType) => ['same', 'widening'].includes(typeChange(from, to).kind);

  test('every type is the same as itself, however it is written', () => {
    fc.assert(
      fc.property(any, (one) => {
        expect(typeChange(one, { ...one, written: 'x' })).toEqual({ kind: 'same' });
      }),
    );
  });

  test('what fits into a type fits into whatever that fits into', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        if (fits(a, b) && fits(b, c) && !fits(a, c)) expect([a, b, c]).toEqual(['fits', 'fits', 'does not']);
      }),
    );
  });

  test('arrays change as what is in them', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const arrays = typeChange({ ...a, dimensions: 1 }, { ...b, dimensions: 2 });
        expect(arrays).toEqual(typeChange(a, b));
      }),
    );
  });
});
