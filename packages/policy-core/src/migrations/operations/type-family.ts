import type { ColumnType } from './column-type.ts';

/**
 * Whether a program that reads and writes values of one type cannot do so with another: `WHERE id = 5` is an error where
 * `id` is a uuid. `false` for types of one's own, and for a text, which PostgreSQL reads as whatever the column is.
 */
export function isOfOtherFamily(was: ColumnType, now: ColumnType): boolean {
  const [before, after] = [familyOf(was), familyOf(now)];
  return before !== undefined && after !== undefined && before !== 'text' && before !== after;
}

function familyOf(type: ColumnType): string | undefined {
  if (!type.isKnown) return undefined;
  const family = FAMILIES.get(type.name);
  return family !== undefined && type.dimensions > 0 ? `${family}[]` : family;
}

const FAMILIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    number: 'int2 int4 int8 numeric float4 float8 money',
    text: 'text varchar bpchar char name citext',
    time: 'date timestamp timestamptz',
    document: 'json jsonb',
    bool: 'bool',
    bytea: 'bytea',
    interval: 'interval',
    uuid: 'uuid',
  }).flatMap(([family, names]) => names.split(' ').map((name) => [name, family] as const)),
);
