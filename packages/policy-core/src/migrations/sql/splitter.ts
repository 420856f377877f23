import { keyword, sqlTokens, type SqlToken } from './tokens.ts';

/** A stretch of a script. Pieces lie end to end and cover the whole text. Offsets are UTF-16. */
export interface SqlPiece {
  readonly kind:
    | 'statement'
    /** Space, comments and semicolons. */
    | 'gap'
    /** A psql command such as `\connect`, to the end of its line. */
    | 'meta-command'
    /** Rows for `COPY ... FROM stdin`, with the line `\.` that ends them. */
    | 'copy-data'
    /** The same where no `\.` follows: everything to the end of the text. */
    | 'endless-copy-data';
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a script where psql would send a statement off: at semicolons outside quotes, comments,
 * parentheses and `BEGIN ATOMIC ... END` bodies. A statement runs from its first token to its last.
 */
export function splitSql(text: string): SqlPiece[] {
  const script: OpenScript = { text, pieces: [], statement: undefined };
  let position = 0;
  while (position < text.length) position = readUpToJump(script, position);
  finishStatement(script);
  emit(script, { kind: 'gap', start: text.length, end: text.length });
  return script.pieces;
}

interface OpenScript {
  readonly text: string;
  readonly pieces: SqlPiece[];
  statement: OpenStatement | undefined;
}

/** Answers where to go on: what psql reads by itself does not follow PostgreSQL's tokens. */
function readUpToJump(script: OpenScript, from: number): number {
  for (const token of sqlTokens(script.text, from)) {
    if (token.kind === 'space' || token.kind === 'comment') continue;
    const ownReading = token.kind === 'backslash' ? metaCommand(script, token) : rowsAfter(script, token);
    if (ownReading !== undefined) {
      emit(script, ownReading);
      return ownReading.end;
    }
    if (token.kind === 'semicolon' && script.statement === undefined) continue;
    script.statement ??= openStatement(token);
    include(script.statement, { text: script.text, token });
  }
  return script.text.length;
}

function metaCommand(script: OpenScript, { start }: SqlToken): SqlPiece {
  finishStatement(script);
  return { kind: 'meta-command', start, end: lineEnd(script.text, start) };
}

/** Ends the statement at its semicolon; answers the rows that follow when it is a COPY. */
function rowsAfter(script: OpenScript, { kind, end }: SqlToken): SqlPiece | undefined {
  if (kind !== 'semicolon' || isInside(script.statement)) return undefined;
  return finishStatement(script)?.readsRows === true ? copyData(script.text, end) : undefined;
}

function finishStatement(script: OpenScript): OpenStatement | undefined {
  const finished = script.statement;
  script.statement = undefined;
  if (finished !== undefined) emit(script, { kind: 'statement', start: finished.start, end: finished.end });
  return finished;
}

/** What lies between the pieces is a gap. */
function emit({ pieces }: OpenScript, piece: SqlPiece): void {
  const covered = pieces.at(-1)?.end ?? 0;
  if (covered < piece.start) pieces.push({ kind: 'gap', start: covered, end: piece.start });
  if (piece.start < piece.end) pieces.push(piece);
}

/** Cuts at every semicolon that is not quoted: what is left when parentheses do not add up. */
export function splitAtEverySemicolon(text: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let open: { start: number; end: number } | undefined;
  for (const { kind, start, end } of sqlTokens(text)) {
    if (kind === 'space' || kind === 'comment') continue;
    if (kind === 'semicolon') {
      if (open !== undefined) pieces.push({ kind: 'statement', ...open });
      open = undefined;
    } else {
      open = { start: open?.start ?? start, end };
    }
  }
  if (open !== undefined) pieces.push({ kind: 'statement', ...open });
  return pieces;
}

interface OpenStatement {
  readonly start: number;
  end: number;
  /** How many parentheses are open. */
  parentheses: number;
  /** How many `BEGIN` and `CASE` of a routine's body wait for their `END`. */
  blocks: number;
  /** `COPY ... FROM stdin`: rows follow on the next line. */
  readsRows: boolean;
  /** The first key words, in capitals. */
  readonly head: string[];
  previous: string | undefined;
}

function openStatement({ start, end }: SqlToken): OpenStatement {
  return { start, end, parentheses: 0, blocks: 0, readsRows: false, head: [], previous: undefined };
}

function isInside(statement: OpenStatement | undefined): boolean {
  return statement !== undefined && (statement.parentheses > 0 || statement.blocks > 0);
}

function include(statement: OpenStatement, { text, token }: { text: string; token: SqlToken }): void {
  statement.end = token.end;
  if (token.kind === 'open') statement.parentheses += 1;
  if (token.kind === 'close') statement.parentheses = Math.max(0, statement.parentheses - 1);
  const word = keyword(text, token);
  if (word !== undefined) {
    if (statement.head.length < 4) statement.head.push(word);
    if (isRoutine(statement.head)) statement.blocks = blocksAfter(statement.blocks, word);
    if (statement.head[0] === 'COPY' && statement.previous === 'FROM' && word === 'STDIN') {
      statement.readsRows = true;
    }
  }
  statement.previous = word;
}

const ROUTINE = /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\b/;

function isRoutine(head: readonly string[]): boolean {
  return ROUTINE.test(head.join(' '));
}

function blocksAfter(blocks: number, word: string): number {
  if (word === 'BEGIN') return blocks + 1;
  if (blocks === 0) return 0;
  if (word === 'CASE') return blocks + 1;
  return word === 'END' ? blocks - 1 : blocks;
}

const REST_OF_LINE = /[ \t\f\v]*(?:--[^\n\r]*)?(?:\r\n|\n|\r|$)/y;
const LAST_ROW = /^\\\.[ \t]*\r?$/gm;

/** `undefined` where more SQL stands on the line of the COPY: then nothing is skipped. */
function copyData(text: string, afterSemicolon: number): SqlPiece | undefined {
  REST_OF_LINE.lastIndex = afterSemicolon;
  if (!REST_OF_LINE.test(text)) return undefined;
  const start = REST_OF_LINE.lastIndex;
  LAST_ROW.lastIndex = start;
  return LAST_ROW.test(text)
    ? { kind: 'copy-data', start, end: LAST_ROW.lastIndex }
    : { kind: 'endless-copy-data', start, end: text.length };
}

function lineEnd(text: string, from: number): number {
  const rest = text.slice(from).search(/[\n\r]/);
  return rest < 0 ? text.length : from + rest;
}
