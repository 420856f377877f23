import type { ColumnType, KnownType } from './column-type.ts';

/** `unknown` where one of them is not known. Two lists of values of an enum are the same in the same order only. */
export function compareColumnTypes(a: ColumnType, b: ColumnType): 'same' | 'other' | 'unknown' {
  if (!a.isKnown || !b.isKnown) return a.written === b.written ? 'same' : 'unknown';
  const shape = ({ name, size, scale, dimensions }: KnownType) =>
    [name, size, scale ?? 0, dimensions].join(' ');
  if (shape(a) !== shape(b)) return 'other';
  if (a.values === undefined || b.values === undefined) return 'same';
  return a.values.join('\0') === b.values.join('\0') ? 'same' : 'other';
}
