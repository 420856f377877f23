import { isSameType } from './column-type-sameness.ts';
import type { ColumnType, KnownType } from './column-type.ts';

/**
 * What a change of type means for values that are there. `widens`: each fits, unchanged. `narrows`: some may not
 * fit, or lose digits, time or zone. `converts`: they become values of another sort, if they can be read as such.
 */
export type TypeChange = 'same' | 'widens' | 'narrows' | 'converts' | 'unknown';

export function typeChange(from: ColumnType, to: ColumnType): TypeChange {
  const sameness = isSameType(from, to);
  if (sameness === 'same') return 'same';
  if (!from.isKnown || !to.isKnown) return 'unknown';
  if (from.dimensions !== to.dimensions) return 'converts';
  if (from.name === to.name) return withinType(from, to);
  return betweenFamilies(from, to);
}

function withinType(from: KnownType, to: KnownType): TypeChange {
  if (from.values !== undefined && to.values !== undefined) return allKept(from.values, to.values);
  if (from.name === 'numeric') return fits(digits(from), digits(to));
  return fits([room(from.size)], [room(to.size)]);
}

function allKept(from: readonly string[], to: readonly string[]): TypeChange {
  return from.every((value) => to.includes(value)) ? 'widens' : 'narrows';
}

/** Digits before the point and behind it. */
function digits({ size, scale = 0 }: KnownType): readonly number[] {
  return size === undefined ? [Infinity, Infinity] : [size - scale, scale];
}

/** No size is no limit. */
function room(size: number | undefined): number {
  return size ?? Infinity;
}

function fits(from: readonly number[], to: readonly number[]): TypeChange {
  return from.every((size, index) => size <= (to[index] ?? 0)) ? 'widens' : 'narrows';
}

function betweenFamilies(from: KnownType, to: KnownType): TypeChange {
  for (const family of FAMILIES) {
    const [a, b] = [family.indexOf(from.name), family.indexOf(to.name)];
    if (a >= 0 && b >= 0) return familyChange(a < b, from, to);
  }
  if (NUMBERS.has(from.name) && NUMBERS.has(to.name)) return 'narrows';
  if (TEXTS.has(from.name) && TEXTS.has(to.name)) return fits([room(from.size)], [room(to.size)]);
  // Everything can be written out, where there is room for it.
  return TEXTS.has(to.name) ? (to.size === undefined ? 'widens' : 'narrows') : 'converts';
}

function familyChange(isWider: boolean, from: KnownType, to: KnownType): TypeChange {
  if (!isWider) return 'narrows';
  if (to.name === 'numeric') return fits([DIGITS.get(from.name) ?? Infinity], digits(to).slice(0, 1));
  return to.size === undefined || from.name === 'date' ? 'widens' : fits([room(from.size)], [to.size]);
}

const TEXTS: ReadonlySet<string> = new Set(['bpchar', 'varchar', 'text', 'citext']);

/** Between those of no common family, digits get lost in both directions. */
const NUMBERS: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);

/** From the narrow to the wide. Between a moment and a wall clock the zone is lost or made up. */
const FAMILIES: readonly (readonly string[])[] = [
  ['int2', 'int4', 'int8', 'numeric'],
  ['float4', 'float8'],
  ['int2', 'int4', 'float8'],
  ['int2', 'float4'],
  ['date', 'timestamp'],
  ['date', 'timestamptz'],
];

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['int2', 5],
  ['int4', 10],
  ['int8', 19],
]);
