import type { TextRange } from '../../model/text-range.ts';
import type { WrittenClause } from './project-requirement.ts';
import { isPythonWhiteSpace } from './python-white-space.ts';
import { excerpt, isAtEnd, isBlank, pass, refuse, skipBlanks } from './requirement-reader.ts';
import type { RequirementReader } from './requirement-reader.ts';
import type { Operator } from './specifier.ts';
import { parseSpecifier } from './specifier.ts';

export interface WrittenClauses {
  readonly clauses: readonly WrittenClause[];
  /** From the first clause to the last, or to a comma after it; `undefined` when there is none. */
  readonly specifierRange: TextRange | undefined;
}

/** `>=1, <2`, also in parentheses, or nothing. `undefined` when it cannot be read. */
export function readClauses(reader: RequirementReader): WrittenClauses | undefined {
  const opening = reader.at;
  const isEnclosed = pass(reader, OPENING_PARENTHESIS);
  skipBlanks(reader);
  const start = reader.at;
  const clauses: WrittenClause[] = [];
  const end = readList(reader, clauses);
  if (end === undefined) return undefined;
  skipBlanks(reader);
  if (isEnclosed && !pass(reader, CLOSING_PARENTHESIS)) {
    const problem = isAtEnd(reader)
      ? 'the parenthesis before its version is not closed'
      : 'the parentheses hold no version specifier';
    return refuse(reader, problem, isAtEnd(reader) ? opening : reader.at);
  }
  return { clauses, specifierRange: clauses.length === 0 ? undefined : { start, end } };
}

/** The end of the last clause, or of the comma behind it. */
function readList(reader: RequirementReader, clauses: WrittenClause[]): number | undefined {
  let end = reader.at;
  while (isOperatorStart(reader.text.charCodeAt(reader.at))) {
    const clauseEnd = readOne(reader, clauses);
    if (clauseEnd === undefined) return undefined;
    end = clauseEnd;
    skipBlanks(reader);
    if (!pass(reader, COMMA)) break;
    end = reader.at;
    skipBlanks(reader);
  }
  return end;
}

function readOne(reader: RequirementReader, clauses: WrittenClause[]): number | undefined {
  const { text, at: start } = reader;
  const operator = operatorAt(text, start);
  if (operator === undefined) return refuse(reader, `${text.charAt(start)} is not a way to compare versions`);
  const versionStart = behindWhiteSpace(text, start + operator.length);
  if (operator === '===') return readArbitrary(reader, { start, versionStart, clauses });
  const releaseEnd = endOfRelease(text, versionStart);
  const end = endsVersion(text, releaseEnd) ? releaseEnd : endOfVersion(text, versionStart);
  const isRead = end === releaseEnd && releaseEnd > versionStart && operator !== '~=';
  if (!isRead && parseSpecifier(text.slice(start, end)) === undefined) {
    return refuse(reader, unreadable(text, { start, versionStart, end }), versionStart);
  }
  clauses.push({ operator, version: text.slice(versionStart, end), range: { start, end } });
  reader.at = end;
  return end;
}

/** Anything up to white space, `;` or `)` is one word behind `===`, commas too, which divide it only then. */
function readArbitrary(
  reader: RequirementReader,
  at: { readonly start: number; readonly versionStart: number; readonly clauses: WrittenClause[] },
): number | undefined {
  const { text } = reader;
  const wordEnd = endOfWord(text, at.versionStart);
  const end = partEnd(text, at.versionStart, wordEnd);
  const version = text.slice(at.versionStart, end);
  const range = { start: at.start, end: version === '' ? at.start + '==='.length : end };
  at.clauses.push({ operator: '===', version, range });
  if (end === wordEnd) {
    reader.at = wordEnd;
    return range.end;
  }
  return readParts(reader, { start: end + 1, wordEnd, clauses: at.clauses });
}

function readParts(
  reader: RequirementReader,
  {
    start,
    wordEnd,
    clauses,
  }: { readonly start: number; readonly wordEnd: number; readonly clauses: WrittenClause[] },
): number | undefined {
  const { text } = reader;
  for (let from = start; from < wordEnd;) {
    const end = partEnd(text, from, wordEnd);
    const clause = parseSpecifier(text.slice(from, end));
    if (clause !== undefined) clauses.push({ ...clause, range: { start: from, end } });
    else if (end > from)
      return refuse(reader, `${excerpt(text.slice(from, end))} is not a version specifier`, from);
    from = end + 1;
  }
  reader.at = wordEnd;
  return wordEnd;
}

function partEnd(text: string, from: number, wordEnd: number): number {
  const comma = text.indexOf(',', from);
  return comma < 0 || comma > wordEnd ? wordEnd : comma;
}

function isOperatorStart(code: number): boolean {
  return code === EQUALS || code === GREATER || code === LESS || code === TILDE || code === EXCLAMATION;
}

function operatorAt(text: string, at: number): Operator | undefined {
  const first = text.charCodeAt(at);
  if (text.charCodeAt(at + 1) !== EQUALS) return ALONE.get(first);
  return first === EQUALS && text.charCodeAt(at + 2) === EQUALS ? '===' : BEFORE_EQUALS.get(first);
}

function behindWhiteSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isPythonWhiteSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Of `1.2.3`: most versions are no more than that, and need no closer look. */
function endOfRelease(text: string, start: number): number {
  let at = start;
  let numberStart = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === DOT && at > numberStart) numberStart = at + 1;
    else if (!(code >= ZERO && code <= NINE)) return at > numberStart ? at : start;
    at += 1;
  }
}

function endOfVersion(text: string, start: number): number {
  let at = start;
  while (!endsVersion(text, at)) at += 1;
  return at;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !endsWord(text.charCodeAt(at))) at += 1;
  return at;
}

function endsVersion(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === COMMA || isBlank(code) || endsWord(code);
}

function endsWord(code: number): boolean {
  return code === SEMICOLON || code === CLOSING_PARENTHESIS || isPythonWhiteSpace(code);
}

function unreadable(
  text: string,
  {
    start,
    versionStart,
    end,
  }: { readonly start: number; readonly versionStart: number; readonly end: number },
): string {
  const clause = excerpt(text.slice(start, end).trimEnd());
  return versionStart === end
    ? `a version is missing behind ${clause}`
    : `${clause} is not a version specifier`;
}

const EXCLAMATION = 0x21;
const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;
const COMMA = 0x2c;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SEMICOLON = 0x3b;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const TILDE = 0x7e;
const ALONE: ReadonlyMap<number, Operator> = new Map([
  [LESS, '<'],
  [GREATER, '>'],
] as const);
const BEFORE_EQUALS: ReadonlyMap<number, Operator> = new Map([
  [EQUALS, '=='],
  [EXCLAMATION, '!='],
  [LESS, '<='],
  [GREATER, '>='],
  [TILDE, '~='],
] as const);
