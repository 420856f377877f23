import { sharesStem, splitIdentifier } from './split-identifier.ts';

/**
 * How much of two names of columns is the same, by their words: 1 for all, 0 for none. Words of one stem are one
 * (`acknowledge`, `acknowledgement`), and `id` only counts where both have it: `owner` becomes `owner_id`.
 */
export function nameCloseness(from: string, to: string): number {
  const [a, b] = [splitIdentifier(from), splitIdentifier(to)];
  const areKeys = a.includes(KEY) && b.includes(KEY);
  const counted = (words: readonly string[]) => [...new Set(words.filter((word) => areKeys || word !== KEY))];
  const [left, right] = [counted(a), counted(b)];
  const shared = Math.min(found(left, right), found(right, left));
  const all = left.length + right.length - shared;
  return all === 0 ? 1 : shared / all;
}

/** How many words stand in the other name, too. */
function found(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => others.some((other) => word === other || sharesStem(word, other))).length;
}

const KEY = 'id';
