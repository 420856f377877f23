import { normalizedProject } from '../packaging/project-name.ts';
import type { TextRange } from '../../model/text-range.ts';
import { nextPhysicalLine, type LineCursor } from './physical-lines.ts';
import type { LineHash, RequirementsLine } from './requirements-document.ts';

/**
 * Most lines of most files are `name==1.2.3` with nothing but hashes behind it, each on a line of its
 * own: they are read without being joined first. `undefined`, and the cursor where it was, for any
 * other line; what is read is what the long way would have read.
 */
export function readPin(text: string, cursor: LineCursor): RequirementsLine | undefined {
  const { number, start, end } = cursor;
  const nameEnd = endOfName(text, start);
  if (nameEnd === start || !text.startsWith('==', nameEnd)) return undefined;
  const versionEnd = endOfRelease(text, nameEnd + 2);
  if (versionEnd === nameEnd + 2) return undefined;
  const behind = afterBlanks(text, versionEnd);
  if (behind === end) return pinned({ text, number, start, nameEnd, versionEnd }, UNHASHED);
  const hashed = isContinuation(text, behind, end) ? readHashes(text, cursor, versionEnd) : undefined;
  return hashed && pinned({ text, number, start, nameEnd, versionEnd }, hashed);
}

interface Pin {
  readonly text: string;
  readonly number: number;
  readonly start: number;
  readonly nameEnd: number;
  readonly versionEnd: number;
}

function pinned({ text, number, start, nameEnd, versionEnd }: Pin, hashed: HashLines): RequirementsLine {
  const name = text.slice(start, nameEnd);
  const specifierRange = { start: nameEnd, end: versionEnd };
  const clause = {
    operator: '==',
    version: text.slice(nameEnd + 2, versionEnd),
    range: specifierRange,
  } as const;
  const requirement = {
    name,
    normalizedName: normalizedProject(name),
    nameRange: { start, end: nameEnd },
    extras: NOTHING,
    extrasRange: undefined,
    clauses: [clause],
    specifierRange,
    url: undefined,
    marker: undefined,
  };
  return {
    number,
    content: text.slice(start, versionEnd) + hashed.content,
    range: { start, end: hashed.hashes.at(-1)?.range.end ?? versionEnd },
    entry: { kind: 'requirement', requirement },
    options: NOTHING,
    hashes: hashed.hashes,
    variables: NOTHING,
    passedOver: NOTHING,
    comments: NOTHING,
  };
}

const NOTHING: readonly never[] = [];

interface HashLines {
  /** What they add to the content. */
  readonly content: string;
  readonly hashes: readonly LineHash[];
}

const UNHASHED: HashLines = { content: '', hashes: NOTHING };

/** The cursor stands on a line that is continued; it stays there unless every line behind it is a hash. */
function readHashes(text: string, cursor: LineCursor, versionEnd: number): HashLines | undefined {
  const before = { ...cursor };
  const hashes: LineHash[] = [];
  let content = text.slice(versionEnd, cursor.end - 1);
  let continues = true;
  while (continues && nextPhysicalLine(text, cursor)) {
    const { start, end } = cursor;
    const range = hashOn(text, start);
    const behind = range === undefined ? start : afterBlanks(text, range.end);
    continues = isContinuation(text, behind, end);
    if (range === undefined || !(continues || behind === end)) {
      Object.assign(cursor, before);
      return undefined;
    }
    hashes.push({
      algorithm: 'sha256',
      digest: text.slice(range.start + HASH_OPTION.length, range.end),
      range,
    });
    content += text.slice(start, continues ? behind : range.end);
  }
  // A backslash may be the last of the file: then blanks stand at the end of the content.
  return { content: continues ? content.trimEnd() : content, hashes };
}

const HASH_OPTION = '--hash=sha256:';

function hashOn(text: string, lineStart: number): TextRange | undefined {
  const start = afterBlanks(text, lineStart);
  if (start === lineStart || !text.startsWith(HASH_OPTION, start)) return undefined;
  LETTERS_AND_DIGITS.lastIndex = start + HASH_OPTION.length;
  // A lock holds thousands of them, and most are read once: a loop would be slow until it is compiled.
  LETTERS_AND_DIGITS.test(text);
  return { start, end: LETTERS_AND_DIGITS.lastIndex };
}

const LETTERS_AND_DIGITS = /[0-9A-Za-z]*/y;

/** The start where there is none that ends in a letter or a digit. */
function endOfName(text: string, start: number): number {
  let end = start;
  let last = start;
  for (let code = text.charCodeAt(end); ; code = text.charCodeAt(end)) {
    if (isLetterOrDigit(code)) last = end + 1;
    else if (end === start || !isNamePunctuation(code)) break;
    end += 1;
  }
  return last === end ? end : start;
}

/** Of a version with nothing but numbers; the start where it is another one. */
function endOfRelease(text: string, start: number): number {
  let end = start;
  for (let code = text.charCodeAt(end); isDigit(code) || code === DOT; code = text.charCodeAt(end)) {
    if (code === DOT && (end === start || text.charCodeAt(end - 1) === DOT)) return start;
    end += 1;
  }
  return text.charCodeAt(end - 1) === DOT ? start : end;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === BLANK) at += 1;
  return at;
}

/** One backslash, and nothing behind it. */
function isContinuation(text: string, at: number, end: number): boolean {
  return at + 1 === end && text.charCodeAt(at) === BACKSLASH;
}

const BLANK = 0x20;
const DOT = 0x2e;
const BACKSLASH = 0x5c;

function isLetterOrDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** `-`, `.` and `_`. */
function isNamePunctuation(code: number): boolean {
  return code === 0x2d || code === DOT || code === 0x5f;
}
