import type { ColumnType } from './column-type.ts';

/** For people, as SQL spells it: `numeric(10,2)`, `integer[]`; what is not known as the migration writes it. */
export function typeText(type: ColumnType): string {
  if (!type.isKnown) return type.written;
  const { name, size, scale, dimensions } = type;
  const sizes = [size, scale === 0 ? undefined : scale].filter((number) => number !== undefined);
  return `${SPELT.get(name) ?? name}${sizes.length === 0 ? '' : `(${sizes.join(',')})`}${'[]'.repeat(dimensions)}`;
}

const SPELT: ReadonlyMap<string, string> = new Map([
  ['int2', 'smallint'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['float4', 'real'],
  ['float8', 'double precision'],
  ['bool', 'boolean'],
  ['bpchar', 'char'],
]);
