/** Whether a type may be that of the rows of a table: none of those of single values that PostgreSQL brings. */
export function mayBeOfRows(type: string): boolean {
  return !type.startsWith('pg_catalog.') && !type.endsWith('[]') && !VALUE_TYPES.has(type);
}

/** Source: `pg_type` of PostgreSQL 15 where `typtype` is none of `c` and `p`, and the types of common extensions. */
const VALUE_TYPES: ReadonlySet<string> = new Set(
  `aclitem box bytea cid cidr circle citext date datemultirange daterange geography geometry gtsvector hstore inet
   int4multirange int4range int8multirange int8range json jsonb jsonpath line lseg ltree macaddr macaddr8 money name
   nummultirange numrange oid oidvector path pg_lsn pg_snapshot point polygon refcursor regclass regcollation regconfig
   regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype text tid tsmultirange tsquery
   tsrange tstzmultirange tstzrange tsvector txid_snapshot uuid vector xid xid8 xml
   float4 float8 int2 int4 int8 serial bigserial smallserial`.split(/\s+/),
);
