import type { TextRange } from '../../../model/text-range.ts';

/** As much of PostgreSQL's tokens as decides whether two statements are alike. */
export interface ShapeToken extends TextRange {
  readonly kind:
    /** With comments. */
    | 'space'
    | 'word'
    /** `12` and `12.5`. */
    | 'number'
    /** `'...'`, with its doubled quotes. */
    | 'string'
    | 'semicolon'
    | 'open'
    | 'close'
    | 'comma'
    | 'other'
    /** What makes a statement unlike all others: a quoted name, a dollar quote, letters beyond ASCII. */
    | 'alone';
}

/** The token that begins here; `undefined` where it never ends, or where comments lie in one another. */
export function readToken(text: string, start: number): ShapeToken | undefined {
  const code = text.charCodeAt(start);
  if (isSpace(code)) return spaceAt(text, start);
  if (isWordStart(code)) return wordAt(text, start);
  if (isDigit(code)) return numberAt(text, start);
  return punctuationAt(text, start);
}

function spaceAt(text: string, start: number): ShapeToken {
  let end = start + 1;
  while (end < text.length && isSpace(text.charCodeAt(end))) end += 1;
  return { kind: 'space', start, end };
}

function wordAt(text: string, start: number): ShapeToken {
  let end = start + 1;
  let isPlain = text.charCodeAt(start) < 0x80;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (!isWordPart(code)) break;
    if (code >= 0x80 || code === DOLLAR) isPlain = false;
  }
  // `E'...'`, `U&"..."`: the letters before a quote belong to it.
  const next = text.charCodeAt(end);
  const opensQuote = next === QUOTE || next === DOUBLE_QUOTE || (next === AMPERSAND && end === start + 1);
  return { kind: isPlain && !opensQuote ? 'word' : 'alone', start, end };
}

/** `1e5`, `0x1F`, `1.` and what else is written in another way is no constant that others are like. */
function numberAt(text: string, start: number): ShapeToken {
  let end = start + 1;
  while (end < text.length && isNumberPart(text.charCodeAt(end))) end += 1;
  return { kind: PLAIN_NUMBER.test(text.slice(start, end)) ? 'number' : 'other', start, end };
}

const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;

function isNumberPart(code: number): boolean {
  return isWordPart(code) || code === POINT;
}

function punctuationAt(text: string, start: number): ShapeToken | undefined {
  switch (text.charCodeAt(start)) {
    case QUOTE:
      return quotedAt(text, start, 'string');
    case DOUBLE_QUOTE:
      return quotedAt(text, start, 'alone');
    case HYPHEN:
      return text.startsWith('--', start) ? lineCommentAt(text, start) : other(start);
    case SLASH:
      return text.startsWith('/*', start) ? blockCommentAt(text, start) : other(start);
    case DOLLAR:
      return dollarAt(text, start);
    default:
      return { kind: MARKS.get(text.charAt(start)) ?? 'other', start, end: start + 1 };
  }
}

const MARKS: ReadonlyMap<string, ShapeToken['kind']> = new Map([
  [';', 'semicolon'],
  ['(', 'open'],
  [')', 'close'],
  [',', 'comma'],
]);

function other(start: number): ShapeToken {
  return { kind: 'other', start, end: start + 1 };
}

function quotedAt(text: string, start: number, kind: 'string' | 'alone'): ShapeToken | undefined {
  const quote = text.charAt(start);
  let end = text.indexOf(quote, start + 1);
  while (end >= 0 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  return end < 0 ? undefined : { kind, start, end: end + 1 };
}

function lineCommentAt(text: string, start: number): ShapeToken {
  let end = start + 2;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
  return { kind: 'space', start, end };
}

function blockCommentAt(text: string, start: number): ShapeToken | undefined {
  const end = text.indexOf('*/', start + 2);
  const inner = text.indexOf('/*', start + 2);
  if (end < 0 || (inner >= 0 && inner < end)) return undefined;
  return { kind: 'space', start, end: end + 2 };
}

const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y;

function dollarAt(text: string, start: number): ShapeToken | undefined {
  DOLLAR_QUOTE.lastIndex = start;
  const tag = DOLLAR_QUOTE.exec(text)?.[0];
  if (tag === undefined) return { kind: 'alone', start, end: start + 1 };
  const end = text.indexOf(tag, start + tag.length);
  return end < 0 ? undefined : { kind: 'alone', start, end: end + tag.length };
}

const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const AMPERSAND = 38;
const HYPHEN = 45;
const POINT = 46;
const SLASH = 47;
const DOLLAR = 36;

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 0x80;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === DOLLAR;
}
