import type { Position } from './source-span.ts';

/**
 * A change of text that would end a finding.
 *
 * `safe`: keeps what the author meant and may be applied without looking (`--fix`, fix-all).
 * `needs-review`: one of several readings; a person chooses.
 */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'needs-review';
  /** In any order, never overlapping; together they are one change over one or more files. */
  readonly edits: readonly TextEdit[];
}

/** Replaces the half-open stretch from `start` to `end` of one file by `text`. */
export interface TextEdit {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
  /** Makes the file, from its beginning: where there is one by then, nothing may be written. */
  readonly creates?: true;
}
