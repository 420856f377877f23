import { isRecord, parseJson, textAt } from '../json/json-shape.ts';
import type { CliEnding } from './cli-process.ts';

/** What came of a call of the program. Whatever is not an answer is no success. */
export type CliAnswer<T> =
  | { readonly kind: 'told'; readonly answer: T }
  /** `problem` is a sentence that says what to do. */
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'cancelled' };

/** How one command is understood, and what is said where it gave no answer. Each is a sentence. */
export interface AnswerReading<T> {
  /**
   * The answer in what was written; `undefined` for what is none, or for one that the exit code does not agree with. Both are
   * written apart from each other: when they disagree neither is believed.
   */
  readonly read: (stdout: string, exitCode: number) => T | undefined;
  readonly tookTooLong: (seconds: number) => string;
  /** `problem` goes on after the name of the program. */
  readonly broke: (problem: string) => string;
  readonly unreadable: () => string;
}

export function cliAnswer<T>(ending: CliEnding, reading: AnswerReading<T>): CliAnswer<T> {
  switch (ending.kind) {
    case 'cancelled':
      return ending;
    case 'timed-out':
      return failed(reading.tookTooLong(ending.seconds));
    case 'broken':
      return failed(reading.broke(ending.problem));
    case 'ended':
      return ofOutput(ending, reading);
  }
}

function ofOutput<T>(
  { exitCode, stdout, stderr }: Extract<CliEnding, { kind: 'ended' }>,
  { read, unreadable }: AnswerReading<T>,
): CliAnswer<T> {
  const answer = read(stdout, exitCode);
  if (answer !== undefined) return { kind: 'told', answer };
  const said = exitCode === 0 ? undefined : (refusalIn(stdout) ?? sentencesIn(stderr));
  return failed(said ?? unreadable());
}

/** Why the program did not judge at all, in its own words; `undefined` where its output says nothing of the kind. */
function refusalIn(stdout: string): string | undefined {
  const output = parseJson(stdout);
  const error = isRecord(output) ? output['error'] : undefined;
  return isRecord(error) ? textAt(error, 'message') : undefined;
}

/** What a program begins with that gives up in order. A crash, and the steps of what was done, are for the log. */
function sentencesIn(stderr: string): string | undefined {
  const lines = stderr.trim().split('\n');
  const end = lines.findIndex((line) => !line.endsWith('.'));
  return lines.slice(0, end === -1 ? lines.length : end).join('\n') || undefined;
}

function failed(problem: string): CliAnswer<never> {
  return { kind: 'failed', problem };
}
