/** A type of PostgreSQL, from whatever spelling it was given. */
export type ColumnType = KnownType | { readonly isKnown: false; readonly written: string };

export interface KnownType {
  readonly isKnown: true;
  /** PostgreSQL's internal name in lower case: `int4`, `varchar`, `timestamptz`, `numeric`; for a user's own type its name. */
  readonly name: string;
  /** Length of `char`, `varchar`, `bit`, `varbit`; precision of `numeric`, `time`, `timestamp`, `interval`. */
  readonly size: number | undefined;
  /** Of `numeric`. */
  readonly scale: number | undefined;
  /** Dimensions; 0 for no array. */
  readonly dimensions: number;
  /** Values of an enum that was written out. */
  readonly values?: readonly string[];
  /** As the migration writes it: `sa.String(length=20)`, `varchar(20)`. */
  readonly written: string;
}
