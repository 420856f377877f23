import type { Name, TableName } from '../operations/name.ts';

/** A name as SQL takes it, in quotes where it needs them; `undefined` where it is not known, or an odd one. */
export function sqlName({ text, isKnown }: Name): string | undefined {
  if (!isKnown || !/^[\p{L}\p{N}_$ -]+$/u.test(text)) return undefined;
  return /^[a-z_][a-z0-9_]*$/.test(text) && !RESERVED.has(text) ? text : `"${text}"`;
}

/** The same with the schema before it. */
export function sqlTable({ schema, ...name }: TableName): string | undefined {
  const table = sqlName(name);
  const place = schema === undefined ? undefined : sqlName({ text: schema, isKnown: name.isKnown });
  if (schema === undefined || table === undefined) return table;
  return place === undefined ? undefined : `${place}.${table}`;
}

/** What PostgreSQL takes for no name of a table or a column without quotes, in any version. */
const RESERVED: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
  unique user using variadic verbose when where window with`.split(/\s+/),
);
