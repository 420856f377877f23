import { compareColumnTypes } from './column-type-sameness.ts';
import type { ColumnType } from './column-type.ts';

/**
 * Whether ALTER COLUMN TYPE turns one type into another without USING: PostgreSQL's casts on assignment.
 * `false` also where that is not known.
 */
export function isCastByItself(from: ColumnType, to: ColumnType): boolean {
  if (!from.isKnown || !to.isKnown) return false;
  if (compareColumnTypes(from, to) === 'same') return true;
  if (from.dimensions !== to.dimensions) return false;
  // Whatever can be shown can be stored as text.
  if (TEXTS.has(to.name)) return to.dimensions === 0 || TEXTS.has(from.name);
  return FAMILIES.some((family) => family.has(from.name) && family.has(to.name));
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar']);

const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']),
  new Set(['date', 'timestamp', 'timestamptz']),
  new Set(['time', 'timetz']),
  new Set(['interval']),
  new Set(['json', 'jsonb']),
  new Set(['bit', 'varbit']),
];
