import type { KnownType } from '../operations/column-type.ts';
import type { TypeChange } from './type-change-kinds.ts';

/** `undefined` where one of them is no number. */
export function numberChange(from: KnownType, to: KnownType): TypeChange | undefined {
  const held = rangeOf(from);
  const room = rangeOf(to);
  if (held === undefined || room === undefined) return undefined;
  const problem = lostDecimals(held, room) ?? lostDigits(held, room) ?? lostPrecision(held, room);
  if (problem !== undefined) return { kind: 'narrowing', reason: problem };
  // Decimal digits of a binary fraction are those that are shown, which are not all.
  if (held.base === 'binary' && room.base === 'decimal') {
    return { kind: 'conversion', reason: `only about ${held.precision} digits are kept` };
  }
  return { kind: 'widening' };
}

/** What numbers of a type may be; infinite where there is no limit that matters. */
interface NumberRange {
  readonly base: 'decimal' | 'binary' | 'whole';
  /** Digits before the point that every number may have. */
  readonly fits: number;
  /** Digits before the point that some number has. */
  readonly has: number;
  /** Digits after the point. */
  readonly decimals: number;
  /** Digits that are kept, wherever the point is. */
  readonly precision: number;
  readonly most?: string;
}

function rangeOf(type: KnownType): NumberRange | undefined {
  return type.name === 'numeric' ? numericRange(type) : RANGES.get(type.name);
}

const ANY = Number.POSITIVE_INFINITY;

function numericRange({ size, scale = 0 }: KnownType): NumberRange {
  const digits = size === undefined ? ANY : size - scale;
  const decimals = size === undefined ? ANY : scale;
  return { base: 'decimal', fits: digits, has: digits, decimals, precision: ANY };
}

const WHOLE = { base: 'whole', decimals: 0, precision: ANY } as const;
const FLOAT = { base: 'binary', fits: ANY, has: ANY, decimals: ANY } as const;

const RANGES: ReadonlyMap<string, NumberRange> = new Map<string, NumberRange>([
  ['int2', { ...WHOLE, fits: 4, has: 5, most: '32767' }],
  ['int4', { ...WHOLE, fits: 9, has: 10, most: '2147483647' }],
  ['int8', { ...WHOLE, fits: 18, has: 19, most: '9223372036854775807' }],
  ['float4', { ...FLOAT, precision: 6 }],
  ['float8', { ...FLOAT, precision: 15 }],
]);

function lostDecimals(held: NumberRange, room: NumberRange): string | undefined {
  if (held.decimals <= room.decimals) return undefined;
  if (room.decimals < 0) return 'their last digits are rounded away';
  return room.decimals === 0 ? 'decimals are rounded away' : `decimals are rounded to ${room.decimals}`;
}

function lostDigits(held: NumberRange, room: NumberRange): string | undefined {
  const areWhole = held.base === 'whole' && room.base === 'whole';
  if (areWhole ? held.fits <= room.fits : held.has <= room.fits) return undefined;
  if (room.most !== undefined) return `numbers above ${room.most} do not fit`;
  return `numbers of more than ${Math.max(room.fits, 0)} digits before the point do not fit`;
}

function lostPrecision(held: NumberRange, room: NumberRange): string | undefined {
  const digits = held.base === 'binary' ? held.precision : held.has + Math.max(held.decimals, 0);
  return digits <= room.precision ? undefined : `only about ${room.precision} digits are kept`;
}
