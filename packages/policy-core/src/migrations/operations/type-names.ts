/**
 * PostgreSQL's internal name for a type, from a name as SQL spells it, without sizes: `int4` for `INTEGER`,
 * `timestamptz` for `timestamp with time zone`. A type of one's own keeps its name, folded to lower case
 * unless it is quoted; the schema stays before it, `audit.mood`, where it is neither PostgreSQL's nor `public`.
 */
export function typeName(spelling: string): string {
  const words = folded(spelling).replace(/\s+/g, ' ').trim();
  const name = words.replace(/^(?:pg_catalog|public)\./, '');
  return name.startsWith('"') ? name.slice(1, -1) : (ALIASES.get(name) ?? name);
}

/** Outside double quotes, capital letters are small ones. */
function folded(spelling: string): string {
  return spelling.replace(/"[^"]*"|[^"]+/g, (piece) => (piece.startsWith('"') ? piece : piece.toLowerCase()));
}

/** The standard's names, which PostgreSQL's grammar turns into its own. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['int', 'int4'],
  ['integer', 'int4'],
  ['smallint', 'int2'],
  ['bigint', 'int8'],
  ['real', 'float4'],
  ['float', 'float8'],
  ['double precision', 'float8'],
  ['decimal', 'numeric'],
  ['dec', 'numeric'],
  ['boolean', 'bool'],
  ['char', 'bpchar'],
  ['character', 'bpchar'],
  ['nchar', 'bpchar'],
  ['national char', 'bpchar'],
  ['national character', 'bpchar'],
  ['char varying', 'varchar'],
  ['character varying', 'varchar'],
  ['nchar varying', 'varchar'],
  ['national char varying', 'varchar'],
  ['national character varying', 'varchar'],
  ['bit varying', 'varbit'],
  ['time without time zone', 'time'],
  ['time with time zone', 'timetz'],
  ['timestamp without time zone', 'timestamp'],
  ['timestamp with time zone', 'timestamptz'],
]);
