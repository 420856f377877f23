/** A table of which it is known in which schema it lies, or will lie. */
export interface PlacedTable {
  readonly schema: string;
  readonly name: string;
}

/** What stamps a database. Nothing else is ever run, and none of it drops or alters anything. */
export interface StampStatements {
  /** The table as SQL names it. */
  readonly table: string;
  /** One after the other, in one transaction. */
  readonly statements: readonly string[];
}

/** Makes the same table, column and constraint that Alembic makes, unless it is there already. */
export function stampStatements(
  place: PlacedTable,
  { revision, isThere }: { readonly revision: string; readonly isThere: boolean },
): StampStatements {
  const table = `${identifier(place.schema)}.${identifier(place.name)}`;
  const key = identifier(`${place.name}_pkc`);
  const create = `CREATE TABLE ${table} (version_num VARCHAR(32) NOT NULL, CONSTRAINT ${key} PRIMARY KEY (version_num))`;
  const insert = `INSERT INTO ${table} (version_num) VALUES (${literal(revision)})`;
  return { table, statements: isThere ? [insert] : [create, insert] };
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Means the same whatever `standard_conforming_strings` says. */
function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
