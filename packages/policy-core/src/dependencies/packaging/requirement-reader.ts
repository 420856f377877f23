import type { TextRange } from '../../model/text-range.ts';

/** Where the reading of one requirement or marker stands. It is moved by those who read. */
export interface RequirementReader {
  readonly text: string;
  at: number;
  /** Set once, by whoever cannot read on; every reading function then answers `undefined`. */
  problem: ReadingProblem | undefined;
}

/** `problem` is a clause that reads well after "because". */
export interface ReadingProblem {
  readonly problem: string;
  readonly at: number;
}

export function readerOf(text: string, start = 0): RequirementReader {
  return { text, at: start, problem: undefined };
}

/** `at` is where the reader stands unless something else is to be pointed at. */
export function refuse(reader: RequirementReader, problem: string, at = reader.at): undefined {
  reader.problem = { problem, at };
}

/** A stretch of what was read, short enough for a sentence. */
export function excerpt(text: string): string {
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}...` : text;
}

/** Blanks and tabs: no other white space may stand between the parts of a requirement. */
export function skipBlanks(reader: RequirementReader): void {
  const { text } = reader;
  let at = reader.at;
  while (isBlank(text.charCodeAt(at))) at += 1;
  reader.at = at;
}

export function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}

/** Whether `code` stood next, and was passed. */
export function pass(reader: RequirementReader, code: number): boolean {
  if (reader.text.charCodeAt(reader.at) !== code) return false;
  reader.at += 1;
  return true;
}

export function isAtEnd(reader: RequirementReader): boolean {
  return reader.at >= reader.text.length;
}

/** The name of a project or an extra; `undefined`, without a problem set, when none stands here. */
export function readIdentifier(reader: RequirementReader): TextRange | undefined {
  const { text, at: start } = reader;
  if (!isLetterOrDigit(text.charCodeAt(start))) return undefined;
  let end = start + 1;
  while (isIdentifierPart(text.charCodeAt(end))) end += 1;
  while (!isWordPart(text.charCodeAt(end - 1))) end -= 1;
  reader.at = end;
  return { start, end };
}

/** What Python's `\w` takes, of ASCII. */
export function isWordPart(code: number): boolean {
  return isLetterOrDigit(code) || code === UNDERSCORE;
}

function isIdentifierPart(code: number): boolean {
  return isWordPart(code) || code === HYPHEN || code === DOT;
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

const LONGEST_EXCERPT = 60;
const TAB = 0x09;
const BLANK = 0x20;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;
