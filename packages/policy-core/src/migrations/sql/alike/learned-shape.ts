import type { TextRange } from '../../../model/text-range.ts';
import { LONGEST_NAME } from './plain-name.ts';
import { arePatternsEqual, patternOf, type Pattern } from './reading-pattern.ts';
import { statementShapes, type StatementShape } from './statement-shapes.ts';

/** Reads the one statement in a text; `undefined` where it cannot be read. */
export type ReadOne = (sql: string, range: TextRange) => unknown;

/**
 * What is read of all statements of a shape, by two of them that differ in everything that may differ: short names in
 * the order of the alphabet, and the longest ones backwards, elsewhere in the text, with other rows. `undefined` where
 * the two do not have one pattern.
 */
export function learnedShape(key: string, count: number, read: ReadOne): Pattern | undefined {
  const [short, long] = [shortNames(count), longNames(count)];
  if ([...short, ...long].some((name) => key.includes(name))) return undefined;
  const one = patternBy(statementFor(key, short, '7'), { key, read });
  const other = patternBy(`\n  ${statementFor(key, long, "'a, b'")}`, { key, read });
  return one !== undefined && other !== undefined && arePatternsEqual(one, other) ? one : undefined;
}

function shortNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `q${letters(index)}j`);
}

function longNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    `z${letters(count - index)}`.padEnd(LONGEST_NAME, 'wkq'),
  );
}

/** Two letters, in the order of the alphabet; the last of them for all beyond. */
function letters(index: number): string {
  const most = LETTERS.length ** 2 - 1;
  const number = Math.min(index, most);
  return `${LETTERS.charAt(Math.floor(number / LETTERS.length))}${LETTERS.charAt(number % LETTERS.length)}`;
}

/** Without those that make words. */
const LETTERS = 'bcdfghkmpqrwxz';

function statementFor(key: string, names: readonly string[], constant: string): string {
  return key.replaceAll(GAP, (_, name: string) => (name === '' ? constant : (names[Number(name)] ?? '')));
}

// oxlint-disable-next-line no-control-regex -- a NUL marks a gap
const GAP = /\0(\d*)\0/g;

function patternBy(
  sql: string,
  { key, read }: { readonly key: string; readonly read: ReadOne },
): Pattern | undefined {
  const shapes = statementShapes(sql);
  const shape: StatementShape | undefined = shapes?.[0];
  // What is made must be of the shape itself.
  if (shape?.key !== key || shapes?.length !== 1) return undefined;
  const reading = read(sql, shape);
  return reading === undefined ? undefined : patternOf(reading, shape);
}
