import type { Unanalyzable } from './parsers.ts';

/** Longest text that is parsed, in UTF-16 units. */
export const LONGEST_INPUT = 2 * 1024 * 1024;

/** `undefined` when the text is short enough to be parsed. */
export function tooLong(text: string): Unanalyzable | undefined {
  if (text.length <= LONGEST_INPUT) return undefined;
  return {
    kind: 'unanalyzable',
    problem: 'the text is longer than 2 MB',
  };
}
