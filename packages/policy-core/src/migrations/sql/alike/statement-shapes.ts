import type { TextRange } from '../../../model/text-range.ts';
import { wordKind } from './plain-name.ts';
import { isSpace, readToken, type ShapeToken } from './shape-tokens.ts';

/** A statement as it differs from others, and as it is alike to them. Offsets are those of the text. */
export interface StatementShape extends TextRange {
  /**
   * The same for statements that differ only in plain names and in the constants of their VALUES; names that are the
   * same in one are the same in all. `undefined`: nothing is like it.
   */
  readonly key: string | undefined;
  /** The plain names, each once, in the order of the text. */
  readonly names: readonly string[];
  readonly gaps: readonly Gap[];
}

/** Where something stands that is left out of the key. */
export interface Gap {
  /** From the start of the statement. */
  readonly at: number;
  readonly length: number;
  /** Its place among the names; `undefined` for a constant. */
  readonly name: number | undefined;
}

/** The statements of a script; `undefined` where only PostgreSQL's grammar can tell them apart. */
export function statementShapes(text: string): readonly StatementShape[] | undefined {
  if (IS_SPECIAL.test(text)) return undefined;
  const script: OpenScript = { text, shapes: [], open: undefined };
  for (let at = 0; at < text.length;) {
    const token = readToken(text, at);
    if (token === undefined) return undefined;
    if (token.kind !== 'space') takeToken(script, token);
    at = token.end;
  }
  finish(script);
  return script.shapes;
}

interface OpenScript {
  readonly text: string;
  readonly shapes: StatementShape[];
  open: OpenShape | undefined;
}

function takeToken(script: OpenScript, token: ShapeToken): void {
  const isBetween = script.open === undefined || script.open.depth === 0;
  if (token.kind === 'semicolon' && isBetween) {
    finish(script);
  } else {
    script.open ??= opened(token);
    include(script.text, script.open, token);
  }
}

function finish(script: OpenScript): void {
  if (script.open !== undefined) script.shapes.push(closed(script.text, script.open));
  script.open = undefined;
}

/**
 * psql reads what begins with a backslash and the rows of COPY; a body that begins with ATOMIC holds semicolons; a NUL
 * ends a text for some, and marks a gap in a key; a byte order mark is space to psql alone.
 */
// oxlint-disable-next-line no-control-regex -- it is meant
const IS_SPECIAL = /[\\\0\uFEFF]|\b(?:stdin|atomic)\b/i;

interface OpenShape {
  readonly start: number;
  end: number;
  /** How many parentheses are open. */
  depth: number;
  /** The part of the key that is written. */
  key: string;
  /** Up to here. */
  keyEnd: number;
  readonly names: Map<string, number>;
  readonly gaps: Gap[];
  readonly strings: string[];
  isAlone: boolean;
  /** It is an INSERT, and VALUES was read. */
  values: 'no' | 'insert' | 'rows';
  /** The last token, as far as it decides whether a constant is a row's. */
  previous: ShapeToken;
}

function opened(token: ShapeToken): OpenShape {
  return {
    start: token.start,
    end: token.start,
    depth: 0,
    key: '',
    keyEnd: token.start,
    names: new Map(),
    gaps: [],
    strings: [],
    isAlone: false,
    values: 'no',
    previous: token,
  };
}

function include(text: string, open: OpenShape, token: ShapeToken): void {
  switch (token.kind) {
    case 'open':
      open.depth += 1;
      break;
    case 'close':
      open.depth = Math.max(0, open.depth - 1);
      break;
    case 'word':
      includeWord(text, open, token);
      break;
    case 'string':
    case 'number':
      includeConstant(text, open, token);
      break;
    case 'alone':
      open.isAlone = true;
      break;
    default:
  }
  open.end = token.end;
  open.previous = token;
}

function includeWord(text: string, open: OpenShape, { start, end }: ShapeToken): void {
  const word = text.slice(start, end);
  const kind = wordKind(word);
  if (open.depth === 0 && open.values !== 'no')
    open.values = VALUES.test(word) ? 'rows' : leavesRows(open.values);
  if (kind === 'name') {
    const name = open.names.get(word) ?? open.names.size;
    open.names.set(word, name);
    leaveOut(text, open, { start, end, name });
  } else if (open.start === start && INSERT.test(word)) {
    open.values = 'insert';
  } else if (kind === 'other' && IN_CAPITALS.test(word)) {
    // To PostgreSQL it may be one of the names.
    open.strings.push(word.toLowerCase());
  }
}

/** Behind the rows of VALUES stand other clauses. */
function leavesRows(values: OpenShape['values']): OpenShape['values'] {
  return values === 'rows' ? 'no' : values;
}

const INSERT = /^insert$/i;
const VALUES = /^values$/i;
const IN_CAPITALS = /[A-Z]/;

/** The rows of an INSERT are constants that nobody looks at: one between two commas is of interest to none. */
function includeConstant(text: string, open: OpenShape, { start, end, kind }: ShapeToken): void {
  const isFirst = open.previous.kind === 'open' || open.previous.kind === 'comma';
  if (
    open.values === 'rows' &&
    open.depth === 1 &&
    isFirst &&
    ENDS_VALUE.test(text.charAt(afterSpace(text, end)))
  ) {
    leaveOut(text, open, { start, end, name: undefined });
  } else if (kind === 'string') {
    open.strings.push(text.slice(start, end).toLowerCase());
  }
}

const ENDS_VALUE = /^[,)]$/;

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function leaveOut(
  text: string,
  open: OpenShape,
  { start, end, name }: TextRange & { readonly name: number | undefined },
): void {
  open.gaps.push({ at: start - open.start, length: end - start, name });
  open.key += `${text.slice(open.keyEnd, start)}\0${name ?? ''}\0`;
  open.keyEnd = end;
}

function closed(text: string, open: OpenShape): StatementShape {
  const { start, end, gaps } = open;
  const names = [...open.names.keys()];
  const isUnlike = open.isAlone || mayBeTold(names, open.strings);
  const key = isUnlike ? undefined : open.key + text.slice(open.keyEnd, end);
  return { start, end, key: key !== undefined && key.length <= LONGEST_KEY ? key : undefined, names, gaps };
}

/** What is longer hardly comes again, and would take much room. */
const LONGEST_KEY = 10_000;

/** A name in a text, or in capitals, may be looked for among the others. */
function mayBeTold(names: readonly string[], strings: readonly string[]): boolean {
  // Nobody waits until each is held against each.
  if (names.length * strings.length > MOST_COMPARED) return true;
  return names.some((name) => strings.some((string) => string.includes(name)));
}

const MOST_COMPARED = 10_000;
