/** A function or procedure as a statement calls it. */
export interface CalledRoutine {
  readonly name: string;
  /** Left out where none is written. */
  readonly schema?: string;
  /** How many arguments it gets; left out where that is not known. */
  readonly arguments?: number;
  /** Not the statement calls it, but later ones do, by a domain, an operator, a cast that it makes. */
  readonly later?: LaterUse;
}

/**
 * How later statements come to run a function that they do not call:
 *
 * - `named`: by something of a name that is not PostgreSQL's, such as an operator, which is seen in them.
 * - `expressions`: by what looks like PostgreSQL's own, so that any value that they work out may run it.
 * - `definitions`: by making, changing or dropping things.
 */
export type LaterUse = 'named' | 'expressions' | 'definitions';

/** As the statement writes it. */
export function calledText({ name, schema }: CalledRoutine): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
