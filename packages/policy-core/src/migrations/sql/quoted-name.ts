import type { TableName } from '../operations/name.ts';

/**
 * A name as SQL must write it to mean just that one: `state`, `"Total Sum"`, `"order"`. Quotes stand where PostgreSQL's
 * own `quote_ident` puts them.
 */
export function quotedName(text: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(text) && !KEYWORDS.has(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** The same of a table: `shop."Order Lines"`. */
export function quotedTable({ schema, text }: TableName): string {
  return schema === undefined ? quotedName(text) : `${quotedName(schema)}.${quotedName(text)}`;
}

/**
 * What PostgreSQL does not take for a name everywhere: the key words of `pg_get_keywords()` that are reserved, or stand
 * for columns, types and functions only. Of versions 13 to 18.
 */
const KEYWORDS: ReadonlySet<string> = new Set(
  `
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
    char character check coalesce collate collation column concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default
    deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant
    greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join
    json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize
    json_table json_value lateral leading least left like limit localtime localtimestamp merge_action national natural
    nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing
    position precision primary real references returning right row select session_user setof similar smallint some
    substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique user
    using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest
    xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
  `
    .trim()
    .split(/\s+/),
);
