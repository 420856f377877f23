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
  return [...sqlTokens(text, from, to)].filter(({ kind }) => kind !== 'space' && kind !== 'comment');
}

/** A key word in capitals, `undefined` for every other token. */
export function keyword(text: string, token: SqlToken | undefined): string | undefined {
  return token?.kind === 'word' ? text.slice(token.start, token.end).toUpperCase() : undefined;
}

const SINGLE_CHARACTERS: Readonly<Record<string, SqlTokenKind>> = {
  ';': 'semicolon',
  '(': 'open',
  ')': 'close',
  '\\': 'backslash',
};

/** Tried in this order; each is anchored where the token starts. */
const SHAPES: readonly { readonly kind: SqlTokenKind; readonly shape: RegExp }[] = [
  // A byte order mark is space to psql, wherever files were glued together.
  { kind: 'space', shape: /[ \t\n\r\f\v\uFEFF]+/y },
  { kind: 'comment', shape: /--[^\n\r]*/y },
  { kind: 'string', shape: /(?:[bBxXnN]|[uU]&)?(?=')/y },
  { kind: 'quoted-name', shape: /(?:[uU]&)?(?=")/y },
  { kind: 'string', shape: /[eE](?=')/y },
  { kind: 'word', shape: /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/y },
  { kind: 'other', shape: /\d\w*|\$\d+/y },
];

const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y;

function tokenAt(text: string, start: number): SqlToken {
  if (text.startsWith('/*', start)) return blockComment(text, start);
  const tag = matchAt(DOLLAR_QUOTE, text, start);
  if (tag !== undefined) return { kind: 'string', start, end: endAfter(text, tag, start + tag.length) };
  for (const { kind, shape } of SHAPES) {
    const matched = matchAt(shape, text, start);
    if (matched === undefined) continue;
    return { kind, start, end: tokenEnd({ text, kind, start, prefix: matched }) };
  }
  const kind = SINGLE_CHARACTERS[text.charAt(start)] ?? 'other';
  return { kind, start, end: start + 1 };
}

interface Opening {
  readonly text: string;
  readonly kind: SqlTokenKind;
  readonly start: number;
  /** What stands before the opening quote, or the whole token where there is none. */
  readonly prefix: string;
}

function tokenEnd({ text, kind, start, prefix }: Opening): number {
  const bodyStart = start + prefix.length + 1;
  if (kind === 'quoted-name') return endAfter(text, '"', bodyStart);
  if (kind !== 'string') return start + prefix.length;
  return prefix.toLowerCase() === 'e' ? escapeStringEnd(text, bodyStart) : endAfter(text, "'", bodyStart);
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
