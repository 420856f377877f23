/** A half-open stretch of one text, in UTF-16 units from its beginning. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}
