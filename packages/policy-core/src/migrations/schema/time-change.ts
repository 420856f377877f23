import type { KnownType } from '../operations/column-type.ts';
import type { TypeChange } from './type-change-kinds.ts';

/** `undefined` where one of them is no date or time, or PostgreSQL does not convert it by itself. */
export function timeChange(from: KnownType, to: KnownType): TypeChange | undefined {
  const isSameName = from.name === to.name && PRECISE.has(from.name);
  const change = isSameName ? WIDENING : CHANGES.get(`${from.name} ${to.name}`);
  if (change === undefined || change.kind === 'narrowing') return change;
  return lostFraction(from, to) ?? change;
}

const WIDENING: TypeChange = { kind: 'widening' };
const ZONE_ADDED: TypeChange = {
  kind: 'conversion',
  reason: 'values are read in the time zone of the session',
};
const ZONE_LOST = narrowing('the time zone is dropped');
const DATE_LOST = narrowing('the date is dropped');
const TIME_LOST = narrowing('the time of day is dropped');

const CHANGES: ReadonlyMap<string, TypeChange> = new Map([
  ['date timestamp', WIDENING],
  ['time interval', WIDENING],
  ['date timestamptz', ZONE_ADDED],
  ['timestamp timestamptz', ZONE_ADDED],
  ['time timetz', ZONE_ADDED],
  ['timestamptz timestamp', ZONE_LOST],
  ['timetz time', ZONE_LOST],
  ['timestamp time', DATE_LOST],
  ['timestamptz time', DATE_LOST],
  ['timestamptz timetz', DATE_LOST],
  ['timestamp date', TIME_LOST],
  ['timestamptz date', TIME_LOST],
  ['interval time', narrowing('whole days are dropped')],
]);

/** Those that count fractions of a second. */
const PRECISE: ReadonlySet<string> = new Set(['timestamp', 'timestamptz', 'time', 'timetz', 'interval']);

function lostFraction(from: KnownType, to: KnownType): TypeChange | undefined {
  const kept = digitsOf(to);
  if (digitsOf(from) <= kept) return undefined;
  return narrowing(
    kept === 0
      ? 'fractions of a second are rounded away'
      : `fractions of a second are rounded to ${kept} ${kept === 1 ? 'digit' : 'digits'}`,
  );
}

function digitsOf({ name, size }: KnownType): number {
  return PRECISE.has(name) ? (size ?? MOST_DIGITS) : 0;
}

const MOST_DIGITS = 6;

function narrowing(reason: string): TypeChange {
  return { kind: 'narrowing', reason };
}
