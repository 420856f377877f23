import { sharesStem, splitIdentifier } from './split-identifier.ts';

/**
 * How many words two names of columns share; 0 where they are no more alike than any two. A word that every other
 * name has says little: it counts along with another one, or one like it (`ship_date`, `shipping_date`), or as a whole
 * name (`name`, `full_name`).
 *
 * @param columns of the table: what most of them are called, as the product itself, tells none apart
 */
export function nameLikeness(from: string, to: string, columns: readonly string[]): number {
  const [a, b] = [splitIdentifier(from), splitIdentifier(to)];
  const shared = b.filter((word) => word.length > 1 && word !== KEY && a.includes(word));
  if (!isMuch(shared, [a, b])) return 0;
  if (shared.length !== 1 || !shared.some((word) => isWeak(word, columns))) return shared.length;
  const others = (words: readonly string[]) => words.filter((word) => !shared.includes(word));
  const [restA, restB] = [others(a), others(b)];
  const isLike = restA.some((one) => restB.some((other) => sharesStem(one, other)));
  return restA.length === 0 || restB.length === 0 || isLike ? 1 : 0;
}

/** Of two long names one word says as little as of two short ones none: a quarter of all, or all that one of them has. */
function isMuch(shared: readonly string[], names: readonly (readonly string[])[]): boolean {
  const told = names.map((words) => words.filter((word) => word !== KEY));
  const all = new Set(told.flat());
  return shared.length * 4 >= all.size || told.some((words) => words.every((word) => shared.includes(word)));
}

/** `persona_id` and `order_id` have no more in common than any two keys. */
const KEY = 'id';

const EVERYWHERE: ReadonlySet<string> = new Set(['at', 'date', 'has', 'is', 'name', 'of', 'time', 'type']);

function isWeak(word: string, columns: readonly string[]): boolean {
  if (EVERYWHERE.has(word)) return true;
  const carriers = columns.filter((column) => splitIdentifier(column).includes(word)).length;
  return columns.length >= SOME && carriers * 2 > columns.length;
}

/** Of fewer columns nobody can say what most of them are called. */
const SOME = 4;
