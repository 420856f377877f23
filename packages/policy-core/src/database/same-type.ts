import type { ColumnType } from '../migrations/operations/column-type.ts';
import { typeName } from '../migrations/operations/type-names.ts';

/**
 * Whether a type of a migration is one that PostgreSQL has written out: `varchar` of 40, and
 * `character varying(40)`. `true` also where that cannot be told: unknown is not different.
 */
export function isSameType(type: ColumnType, written: string): boolean {
  if (!type.isKnown) return true;
  const real = realType(written);
  if (type.dimensions > 0 !== real.isArray || !isSameName(type.name, real.name)) return false;
  // Which fields an interval has is written where others have their size.
  if (type.name === 'interval') return true;
  const [size, scale] = sizesOf(type.name, [type.size, type.scale]);
  const [realSize, realScale] = sizesOf(type.name, real.sizes);
  return size === realSize && scale === realScale;
}

interface RealType {
  readonly name: string;
  readonly sizes: readonly (number | undefined)[];
  readonly isArray: boolean;
}

function realType(written: string): RealType {
  const single = written.replace(/(\[\])+$/, '');
  const sizes = /\((\d+)(?:,(-?\d+))?\)/.exec(single);
  const name = typeName(single.replace(/\([^)]*\)/, ''));
  return {
    name: name.startsWith('interval') ? 'interval' : name,
    sizes:
      sizes === null
        ? []
        : [sizes[1], sizes[2]].map((digits) => (digits === undefined ? undefined : Number(digits))),
    isArray: single !== written,
  };
}

/** The search path may lead to a type whose schema only one of them says. */
function isSameName(name: string, real: string): boolean {
  return name === real || (!name.includes('.') && real.endsWith(`.${name}`));
}

/** What goes without saying. */
function sizesOf(
  name: string,
  [size, scale]: readonly (number | undefined)[],
): readonly (number | undefined)[] {
  if (name === 'bpchar' || name === 'bit') return [size ?? 1, undefined];
  return [size, size === undefined ? undefined : name === 'numeric' ? (scale ?? 0) : undefined];
}
