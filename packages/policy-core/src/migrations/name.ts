/** A name in the database. */
export interface Name {
  /** As PostgreSQL holds it, without quotes; where it is not known, the source that gives it. */
  readonly text: string;
  readonly isKnown: boolean;
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
