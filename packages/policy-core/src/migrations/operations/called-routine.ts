/** A function or procedure as a statement calls it. */
export interface CalledRoutine {
  readonly name: string;
  /** Left out where none is written. */
  readonly schema?: string;
  /** How many arguments it gets; left out where that is not known. */
  readonly arguments?: number;
  /** What each of them is, by its place, empty for one that is not known; left out where none is. */
  readonly given?: readonly (readonly TextPiece[])[];
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

/** Left out where nothing is known of any argument. */
export function givenIn(values: readonly (readonly TextPiece[])[]): Pick<CalledRoutine, 'given'> {
  const given = values.map((pieces) =>
    pieces.some(({ isKnown, as }) => isKnown || as !== undefined) ? pieces : [],
  );
  return given.some((pieces) => pieces.length > 0) ? { given } : {};
}

/** As the statement writes it. */
export function calledText({ name, schema }: CalledRoutine): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** A stretch of a text that code of the database puts together while it runs. */
export interface TextPiece {
  /** As it is; where it is not known, the source that gives it. */
  readonly text: string;
  readonly isKnown: boolean;
  /** What one that is not known is sure to be: one name, in quotes where it needs them, or a number. Left out: anything. */
  readonly as?: 'name' | 'number';
  /** The code that its source is written in, and the moment there: elsewhere the same source gives something else. */
  readonly within?: string;
}

export function knownPiece(text: string): TextPiece {
  return { text, isKnown: true };
}
