import { spawnSync } from 'node:child_process';
import path from 'node:path';

import type { TextRange } from '../../packages/policy-core/src/model/text-range.ts';

/** What a file asks of the database in `upgrade()` and all that it may reach, as Python's own reader finds it. */
export interface PythonCalls {
  /** Why it is no Python; `null` when it is. */
  readonly problem: string | null;
  readonly calls: readonly PythonCall[];
}

export interface PythonCall {
  readonly kind: 'directive' | 'execute';
  /** Such as `add_column`, by its name in Alembic. */
  readonly name: string;
  /** The first is 1. */
  readonly line: number;
  readonly endLine: number;
  /** First and last lines in which the text of an execution may stand, when that is elsewhere. */
  readonly texts: readonly (readonly [number, number])[];
}

/** In the order of the files. */
export function pythonCalls(python: string, files: readonly string[]): readonly PythonCalls[] {
  const { status, stdout, stderr } = spawnSync(python, [path.join(import.meta.dirname, 'count-calls.py')], {
    input: JSON.stringify(files),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`Python could not be asked: ${stderr}`);
  return JSON.parse(stdout);
}

/** Where it stands, and where its text may: whole lines, in UTF-16. */
export function placesOf(
  text: string,
  { line, endLine, texts }: PythonCall,
): readonly [TextRange, ...TextRange[]] {
  const ends = Array.from(text.matchAll(/\r\n|\r|\n|$/g), ({ index }) => index);
  const rangeOf = (first: number, last: number): TextRange => {
    const before = ends[first - 2];
    return { start: before === undefined ? 0 : before + 1, end: ends[last - 1] ?? text.length };
  };
  return [rangeOf(line, endLine), ...texts.map(([first, last]) => rangeOf(first, last))];
}
