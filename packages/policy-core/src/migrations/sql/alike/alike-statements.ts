import { onceFor } from '../../../model/once-for.ts';
import { LONGEST_INPUT } from '../../../parsers/input-limit.ts';
import type { SqlParser } from '../../../parsers/parsers.ts';
import type { TextRange } from '../../../model/text-range.ts';
import { alikeMemory, type AlikeMemory } from './alike-memory.ts';
import { learnedShape } from './learned-shape.ts';
import { filled, type Pattern } from './reading-pattern.ts';
import { statementShapes, type StatementShape } from './statement-shapes.ts';

/** Reads a stretch of a script; `undefined` where it holds more than statements that can be read. */
export type ReadStretch<Reading extends object> = (text: string, range: TextRange) => Reading | undefined;

/** A script whose statements may be read one by one. */
export interface AlikeScript<Reading> {
  /** By what was read of statements that are alike; `undefined` where not enough of them are known. */
  known(): readonly Reading[] | undefined;
  /** Says that all of it could be read. */
  learn(): void;
}

/**
 * Migrations repeat themselves: a statement that differs from one that was read only in names is not read again. What
 * is read of it is what was read of the other, with its own names and places.
 */
export function alikeScript<Reading extends object>(
  parser: SqlParser,
  text: string,
  read: ReadStretch<Reading>,
): AlikeScript<Reading> {
  const memory = memoryOf(parser);
  const shapes = (text.length > LONGEST_INPUT ? undefined : statementShapes(text)) ?? [];
  return {
    known: () => knownReadings({ text, shapes, memory }, read),
    learn: () => {
      for (const shape of shapes) learnShape(shape, memory, read);
    },
  };
}

const memoryOf = onceFor((_parser: SqlParser): AlikeMemory => alikeMemory());

interface Script {
  readonly text: string;
  readonly shapes: readonly StatementShape[];
  readonly memory: AlikeMemory;
}

/** Asking PostgreSQL's grammar for one statement after the other takes twice as long as for all at once. */
function knownReadings<Reading extends object>(
  { text, shapes, memory }: Script,
  read: ReadStretch<Reading>,
): readonly Reading[] | undefined {
  const patterns = shapes.map(({ key }) => (key === undefined ? undefined : memory.patternFor(key)));
  const unknown = patterns.filter((pattern) => pattern === undefined).length;
  if (shapes.length === 0 || unknown * 2 > shapes.length) return undefined;
  const readings: Reading[] = [];
  for (const [index, shape] of shapes.entries()) {
    const reading = readingBy(patterns[index], shape) ?? read(text, shape);
    if (reading === undefined) return undefined;
    if (patterns[index] === undefined) learnShape(shape, memory, read);
    readings.push(reading as Reading);
  }
  return readings;
}

function readingBy(pattern: Pattern | undefined, shape: StatementShape): unknown {
  return pattern === undefined ? undefined : filled(pattern, shape);
}

function learnShape<Reading extends object>(
  { key, names }: StatementShape,
  memory: AlikeMemory,
  read: ReadStretch<Reading>,
): void {
  if (key === undefined || !memory.isWorthLearning(key)) return;
  memory.learn(key, learnedShape(key, names.length, read));
}
