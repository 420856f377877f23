import type { ShlexWord } from './shell-words.ts';

/** An option on a logical line. Offsets count in its content. */
export interface PlacedOption {
  /** Without its value. */
  readonly written: string;
  readonly means: readonly string[];
  readonly value: PlacedValue | undefined;
  readonly start: number;
  readonly end: number;
}

export interface PlacedValue {
  readonly text: string;
  /** As written, quotes included where the whole value stands in them. */
  readonly start: number;
  readonly end: number;
  /** The word it ends, and how many characters of that word stand before it. */
  readonly word: ShlexWord;
  readonly skipped: number;
}
