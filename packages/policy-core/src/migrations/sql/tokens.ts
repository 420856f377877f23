/** PostgreSQL's lexical structure, as far as it decides where statements, names and strings begin and end. */
export type SqlTokenKind =
  | 'space'
  | 'comment'
  /** A name or key word without quotes. */
  | 'word'
  | 'quoted-name'
  | 'string'
  | 'semicolon'
  | 'open'
  | 'close'
  /** Belongs to psql: PostgreSQL itself has no backslash outside quotes. */
  | 'backslash'
  /** A block comment without an end: an error, so it must not pass for a comment. */
  | 'open-comment'
  | 'other';

/** Offsets are UTF-16. Something that is never closed reaches to the end of the text. */
export interface SqlToken {
  readonly kind: SqlTokenKind;
  readonly start: number;
  readonly end: number;
}

/** Every character belongs to exactly one token. */
export function* sqlTokens(text: string, from = 0, to = text.length): Generator<SqlToken> {
  for (let start = from; start < to;) {
    const token = tokenAt(text, start);
    yield token;
    start = token.end;
  }
}

/** The same without space and comments. */
export function significantTokens(text: string, from = 0, to = text.length): SqlToken[] {
  const found: SqlToken[] = [];
  for (let start = from; start < to;) {
    const token = tokenAt(text, start);
    if (isSignificant(token)) found.push(token);
    start = token.end;
  }
  return found;
}

/** The first token that is neither space nor a comment; `undefined` where none begins before `to`. */
export function significantToken(text: string, from: number, to = text.length): SqlToken | undefined {
  for (let start = from; start < to;) {
    const token = tokenAt(text, start);
    if (isSignificant(token)) return token;
    start = token.end;
  }
  return undefined;
}

function isSignificant({ kind }: SqlToken): boolean {
  return kind !== 'space' && kind !== 'comment';
}

/** A key word in capitals, `undefined` for every other token. */
export function keyword(text: string, token: SqlToken | undefined): string | undefined {
  return token?.kind === 'word' ? text.slice(token.start, token.end).toUpperCase() : undefined;
}

/** PostgreSQL's words, and those of psql, begin with letters; all that is no ASCII is one. */
function tokenAt(text: string, start: number): SqlToken {
  const code = text.charCodeAt(start);
  if (isSpace(code)) return { kind: 'space', start, end: endOf(text, start, isSpace) };
  if (isWordStart(code)) return wordOrText(text, start);
  return punctuationAt(text, start, code);
}

function punctuationAt(text: string, start: number, code: number): SqlToken {
  const read = MARKS.get(code);
  if (read !== undefined) return read(text, start);
  if (isDigit(code)) return { kind: 'other', start, end: endOf(text, start, isNumberPart) };
  return { kind: 'other', start, end: start + 1 };
}

type TokenReader = (text: string, start: number) => SqlToken;

/** By the code of the character that a token begins with. */
const MARKS: ReadonlyMap<number, TokenReader> = new Map([
  [code(';'), single('semicolon')],
  [code('('), single('open')],
  [code(')'), single('close')],
  [code('\\'), single('backslash')],
  [code("'"), (text, start) => plainString(text, start, start + 1)],
  [code('"'), (text, start) => quotedName(text, start, start + 1)],
  [
    code('-'),
    (text, start) => (text.startsWith('--', start) ? lineComment(text, start) : other(text, start)),
  ],
  [
    code('/'),
    (text, start) => (text.startsWith('/*', start) ? blockComment(text, start) : other(text, start)),
  ],
  [code('$'), dollar],
]);

function code(character: string): number {
  return character.charCodeAt(0);
}

function single(kind: SqlTokenKind): TokenReader {
  return (_text, start) => ({ kind, start, end: start + 1 });
}

function other(_text: string, start: number): SqlToken {
  return { kind: 'other', start, end: start + 1 };
}

function plainString(text: string, start: number, bodyStart: number): SqlToken {
  return { kind: 'string', start, end: endAfter(text, "'", bodyStart) };
}

function quotedName(text: string, start: number, bodyStart: number): SqlToken {
  return { kind: 'quoted-name', start, end: endAfter(text, '"', bodyStart) };
}

const LINE_END = /[\n\r]|$/g;

function lineComment(text: string, start: number): SqlToken {
  LINE_END.lastIndex = start;
  return { kind: 'comment', start, end: LINE_END.exec(text)?.index ?? text.length };
}

const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y;

/** A quote, or `$1`. */
function dollar(text: string, start: number): SqlToken {
  const tag = matchAt(DOLLAR_QUOTE, text, start);
  if (tag !== undefined) return { kind: 'string', start, end: endAfter(text, tag, start + tag.length) };
  return { kind: 'other', start, end: endOf(text, start + 1, isDigit) };
}

/** `b'01'`, `U&"name"`: the letters before a quote belong to it. */
const PREFIX = /(?:[bBxXnNeE]|[uU]&)(?=['"])/y;

function wordOrText(text: string, start: number): SqlToken {
  const prefix = (mayBePrefix(text, start) ? matchAt(PREFIX, text, start) : undefined) ?? '';
  const bodyStart = start + prefix.length + 1;
  const quote = prefix === '' ? '' : text.charAt(bodyStart - 1);
  if (quote === "'") {
    if (/^e/i.test(prefix)) return { kind: 'string', start, end: escapeStringEnd(text, bodyStart) };
    return plainString(text, start, bodyStart);
  }
  if (quote === '"' && prefix.length === 2) return quotedName(text, start, bodyStart);
  return { kind: 'word', start, end: endOf(text, start, isWordPart) };
}

/** Few words are so short that a quote follows. */
function mayBePrefix(text: string, start: number): boolean {
  const next = text.charAt(start + 1);
  return next === "'" || next === '"' || next === '&';
}

function endOf(text: string, start: number, belongs: (code: number) => boolean): number {
  let end = start;
  while (end < text.length && belongs(text.charCodeAt(end))) end += 1;
  return end;
}

/** A byte order mark is space to psql, wherever files were glued together. */
const BYTE_ORDER_MARK = 0xfeff;

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === BYTE_ORDER_MARK;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 0x80;
}

function isNumberPart(code: number): boolean {
  return (isWordStart(code) && code < 0x80) || isDigit(code);
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === 36;
}

const COMMENT_EDGE = /\/\*|\*\//g;

/** They nest in PostgreSQL. */
function blockComment(text: string, start: number): SqlToken {
  COMMENT_EDGE.lastIndex = start;
  let depth = 0;
  for (let edge = COMMENT_EDGE.exec(text); edge !== null; edge = COMMENT_EDGE.exec(text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'comment', start, end: COMMENT_EDGE.lastIndex };
  }
  return { kind: 'open-comment', start, end: text.length };
}

const ESCAPE_STRING_EDGE = /\\[^]|''?/g;
/** A string goes on after a line break; then the backslash keeps its meaning. */
const CONTINUATION = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:[ \t\f\v\n\r]|--[^\n\r]*[\n\r])*'/y;

function escapeStringEnd(text: string, bodyStart: number): number {
  ESCAPE_STRING_EDGE.lastIndex = bodyStart;
  for (let edge = ESCAPE_STRING_EDGE.exec(text); edge !== null; edge = ESCAPE_STRING_EDGE.exec(text)) {
    if (edge[0] !== "'") continue;
    const end = ESCAPE_STRING_EDGE.lastIndex;
    const continuation = matchAt(CONTINUATION, text, end);
    if (continuation === undefined) return end;
    ESCAPE_STRING_EDGE.lastIndex = end + continuation.length;
  }
  return text.length;
}

/** A doubled quote ends one token and starts the next, which comes to the same for every caller. */
function endAfter(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? text.length : at + closing.length;
}

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}
