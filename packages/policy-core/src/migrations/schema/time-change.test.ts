import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { typeNamed } from '../../testing/sample-schema.ts';
import { timeChange } from './time-change.ts';

function time(written: string) {
  const [, name = '', size] = /^(\w+)(?:\((\d)\))?$/.exec(written) ?? [];
  return typeNamed(name, { size: size === undefined ? undefined : Number(size) });
}

const change = (from: string, to: string) => timeChange(time(from), time(to));

describe('times', () => {
  test.each([
    ['timestamp(2)', 'timestamp(2)'],
    ['time(0)', 'time'],
    ['timetz(1)', 'timetz(2)'],
    ['interval(0)', 'interval(6)'],
    ['interval', 'interval(6)'],
    ['time(3)', 'interval(3)'],
    ['time(3)', 'interval'],
    ['date', 'timestamp(3)'],
  ])('fit: %s into %s', (from, to) => {
    expect(change(from, to)).toEqual({ kind: 'widening' });
  });

  test.each([
    ['date', 'timestamptz(0)'],
    ['timestamp(3)', 'timestamptz'],
    ['timestamp(3)', 'timestamptz(3)'],
    ['time(0)', 'timetz'],
  ])('get a zone: %s as %s', (from, to) => {
    expect(change(from, to)).toEqual({
      kind: 'conversion',
      reason: 'values are read in the time zone of the session',
    });
  });

  test.each([
    ['timestamptz(3)', 'timestamp(0)', 'the time zone is dropped'],
    ['timetz(3)', 'time(0)', 'the time zone is dropped'],
    ['timestamptz', 'time', 'the date is dropped'],
    ['timestamp(3)', 'time(0)', 'the date is dropped'],
    ['timestamptz(0)', 'date', 'the time of day is dropped'],
    ['interval(0)', 'time', 'whole days are dropped'],
    ['timestamp', 'timestamptz(0)', 'fractions of a second are rounded away'],
    ['time', 'timetz(5)', 'fractions of a second are rounded to 5 digits'],
    ['timetz(2)', 'timetz(1)', 'fractions of a second are rounded to 1 digit'],
    ['interval', 'interval(0)', 'fractions of a second are rounded away'],
    ['time(4)', 'interval(2)', 'fractions of a second are rounded to 2 digits'],
  ])('lose something: %s as %s, because %s', (from, to, reason) => {
    expect(change(from, to)).toEqual({ kind: 'narrowing', reason });
  });

  test.each([
    ['date', 'time'],
    ['time', 'date'],
    ['time', 'timestamp'],
    ['timetz', 'interval'],
    ['interval', 'timetz'],
    ['timestamp', 'timetz'],
    ['timestamp', 'interval'],
    ['date', 'int4'],
    ['text', 'timestamptz'],
    ['text', 'text'],
  ])('do not become others by themselves: %s as %s', (from, to) => {
    expect(change(from, to)).toBeUndefined();
  });

  test('of one kind fit wherever there are as many digits, six where nobody says', () => {
    const digits = fc.option(fc.nat(6), { nil: undefined });
    const name = fc.constantFrom('timestamp', 'timestamptz', 'time', 'timetz', 'interval');
    fc.assert(
      fc.property(name, digits, digits, (kind, held, room) => {
        const answer = timeChange(typeNamed(kind, { size: held }), typeNamed(kind, { size: room }));
        expect(answer?.kind).toBe((held ?? 6) <= (room ?? 6) ? 'widening' : 'narrowing');
      }),
    );
  });
});
