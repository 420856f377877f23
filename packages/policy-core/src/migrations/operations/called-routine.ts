/** A function or procedure as a statement calls it. */
export interface CalledRoutine {
  readonly name: string;
  /** Left out where none is written. */
  readonly schema?: string;
  /** How many arguments it gets; left out where that is not known. */
  readonly arguments?: number;
  /** Not the statement calls it, but later ones do, by a domain, an operator, a cast that it makes. */
  readonly isLater?: true;
}

/** As the statement writes it. */
export function calledText({ name, schema }: CalledRoutine): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
