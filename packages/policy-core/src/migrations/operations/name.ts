/** A name in the database. */
export interface Name {
  /** As PostgreSQL holds it, without quotes; where it is not known, the source that gives it. */
  readonly text: string;
  readonly isKnown: boolean;
  /** The code of the database whose variables the source speaks of; left out where it is that of the file. */
  readonly within?: string;
}

export interface TableName extends Name {
  /** `undefined`: the search path decides. Where it is not known `isKnown` is false. */
  readonly schema: string | undefined;
}

export function knownName(text: string): Name {
  return { text, isKnown: true };
}

export function unknownName(source: string): Name {
  return { text: source, isKnown: false };
}

/** The name of an object has its schema before it. */
export function asTable({ text, isKnown }: Name): TableName {
  const dot = text.lastIndexOf('.');
  return { text: text.slice(dot + 1), schema: dot < 0 ? undefined : text.slice(0, dot), isKnown };
}

/** For people: `public.orders`. */
export function tableText({ schema, text }: TableName): string {
  return schema === undefined ? text : `${schema}.${text}`;
}

/**
 * Equal for two names of the same table: `orders` and `public.orders` are, as long as nobody sets another
 * search path. `undefined` for a name that is not known.
 */
export function tableKey({ schema, text, isKnown }: TableName): string | undefined {
  if (!isKnown) return undefined;
  return schema === undefined || schema === 'public' ? text : `${schema}.${text}`;
}

/**
 * The same for two names that are spelled alike, and so lead to one table as long as names keep their meaning. Temporary
 * tables stand before the search path: `pg_temp.a` is one of `a`.
 */
export function spelling(table: TableName): string {
  const { text, isKnown, within } = table;
  if (!isKnown) return `source\n${within === undefined ? text : `${within}\n${text}`}`;
  return hasSchema(table) ? `${table.schema}\n${text}` : text;
}

/** Whether a name does not depend on the search path. */
export function hasSchema({ schema }: TableName): boolean {
  return schema !== undefined && schema !== 'pg_temp';
}
