import { LONGEST_INPUT } from '../../parsers/input-limit.ts';
import type { UnclearReach } from '../operations/operation.ts';
import type { SqlNode, SqlParse, SqlParser } from '../../parsers/parsers.ts';
import { tableOfBytes, type TextOffsets } from '../../parsers/text-offsets.ts';
import type { TextRange } from '../../model/text-range.ts';
import { mayRunAsScript } from './copied-rows.ts';
import { refusedReach } from './refused-reach.ts';
import { mayDropTable } from './placeholder-statements.ts';
import { splitAtEverySemicolon, splitSql, type SqlPiece } from './splitter.ts';
import { significantTokens, sqlTokens } from './tokens.ts';

/** What a script is made of, in the order in which it runs: what PostgreSQL's grammar reads, and what it does not. */
export type ScriptPart = StatementPart | ProblemPart;

/** Offsets are those of the script. */
export interface StatementPart extends TextRange {
  readonly kind: 'statement';
  readonly statement: StatementText;
  /** One key, the name of the node: `{ DropStmt: { ... } }`. */
  readonly node: SqlNode;
}

export interface ProblemPart {
  readonly kind: 'problem';
  readonly problem: SqlProblem;
  /** It is a statement, which PostgreSQL refuses. */
  readonly isStatement: boolean;
  /** It begins the body of a function or a trigger as other databases write it, whose last word is a lone END. */
  readonly opensBody: boolean;
  /** Left out where it may change anything. */
  readonly reach?: UnclearReach;
  /** As in a step. */
  readonly keepsTables?: true;
}

export interface SqlProblem extends TextRange {
  readonly kind:
    /** PostgreSQL's grammar refuses the statement. */
    | 'unreadable'
    /** psql acts on it, and PostgreSQL never sees it. */
    | 'psql'
    /** Too long, too deep, or with a NUL. */
    | 'unanalyzable';
  /** A clause that reads well after "because". */
  readonly problem: string;
}

/** A statement within the text that was parsed; `start` and `end` are offsets in `text`. */
export interface StatementText extends TextRange {
  readonly text: string;
  /** From the `location` of a node, which counts bytes of that text. */
  readonly offsets: TextOffsets;
}

export interface ScriptReader {
  readonly parser: SqlParser;
  /** How many DO blocks lie around the text. */
  readonly depth: number;
  /** Counted over all blocks of a script: PostgreSQL is slow to say no. */
  readonly spent: { unreadable: number };
}

export function startReading(parser: SqlParser): ScriptReader {
  return { parser, depth: 0, spent: { unreadable: 0 } };
}

/** For the texts that a DO block runs. */
export function insideBlock(reader: ScriptReader): ScriptReader {
  return { ...reader, depth: reader.depth + 1 };
}

/** Never throws. A statement that cannot be read costs only itself. */
export function* scriptParts(reader: ScriptReader, text: string): Generator<ScriptPart> {
  const refused = refusal(reader, text);
  if (refused !== undefined) {
    yield problemPart(reader, refused);
    return;
  }
  const whole = mayHoldMore(text) ? undefined : wholeText(reader, text);
  if (whole === undefined) yield* partsOfPieces(reader, text, splitSql(text));
  else yield* whole;
}

/**
 * All statements by one question, which takes half the time: what PostgreSQL reads from end to end needs no splitter.
 * `undefined` where it does not.
 */
function wholeText(reader: ScriptReader, text: string): readonly StatementPart[] | undefined {
  const { parse, parsed } = parseSafely(reader.parser, text);
  if (parse.kind !== 'statements') return undefined;
  const offsets = tableOfBytes(parsed);
  return parse.statements.map(({ start, end, node }) => {
    return statementAt(withoutEdges(text, start, end), { text, offsets, node });
  });
}

function statementAt(
  { start, end }: TextRange,
  { text, offsets, node }: Pick<StatementText, 'text' | 'offsets'> & Pick<StatementPart, 'node'>,
): StatementPart {
  return { kind: 'statement', start, end, statement: { start, end, text, offsets }, node };
}

/** What psql reads by itself: its commands begin with a backslash, and rows may look like statements. */
function mayHoldMore(text: string): boolean {
  return text.includes('\\') || /\bstdin\b/i.test(text);
}

/** Deeper than this nobody writes DO blocks inside DO blocks. */
const DEEPEST_DO_BLOCK = 8;

function refusal({ depth }: ScriptReader, text: string): SqlProblem | undefined {
  const whole = { start: 0, end: text.length };
  if (text.length > LONGEST_INPUT) return problemAt(whole, 'unanalyzable', 'the text is longer than 2 MB');
  if (text.includes('\0')) {
    const problem = 'it holds a NUL character, where some readers stop and others go on';
    return problemAt(whole, 'unanalyzable', problem);
  }
  if (depth <= DEEPEST_DO_BLOCK) return undefined;
  return problemAt(whole, 'unanalyzable', 'DO blocks are nested too deeply');
}

/** A text that is no SQL at all is given up early. */
const MOST_UNREADABLE = 1_000;

function* partsOfPieces(
  reader: ScriptReader,
  text: string,
  pieces: readonly SqlPiece[],
): Generator<ScriptPart> {
  for (const piece of pieces) {
    if (reader.spent.unreadable > MOST_UNREADABLE && piece.kind !== 'gap') {
      const rest = { start: piece.start, end: text.length };
      const problem = 'too much before it cannot be read as SQL';
      yield problemPart(reader, problemAt(rest, 'unanalyzable', problem));
      return;
    }
    yield* partsOfPiece(reader, text, piece);
  }
}

/** The parts of one piece, in offsets of the text. */
function* partsOfPiece(reader: ScriptReader, text: string, piece: SqlPiece): Generator<ScriptPart> {
  switch (piece.kind) {
    case 'gap':
      return;
    case 'copy-data':
      if (mayRunAsScript(reader.parser, text, piece)) {
        const problem = 'psql runs these rows as a script where PostgreSQL refuses the COPY';
        yield problemPart(reader, problemAt(piece, 'psql', problem));
      }
      return;
    case 'meta-command':
      yield problemPart(reader, problemAt(piece, 'psql', 'psql commands can run anything'));
      return;
    case 'endless-copy-data':
      yield problemPart(reader, problemAt(piece, 'psql', 'the rows of COPY do not end with a line \\.'));
      return;
    case 'statement':
      for (const part of statementParts(reader, text.slice(piece.start, piece.end))) {
        yield moved(part, piece.start);
      }
  }
}

/** Mostly one statement; the parser has the last word on where statements end. */
function* statementParts(reader: ScriptReader, sql: string): Generator<ScriptPart> {
  const { parse, parsed } = parseSafely(reader.parser, sql);
  const whole = { start: 0, end: sql.length };
  if (parse.kind === 'statements') {
    const offsets = tableOfBytes(parsed);
    const isOnly = parse.statements.length === 1;
    for (const { start, end, node } of parse.statements) {
      const place = isOnly ? whole : withoutEdges(sql, start, end);
      yield statementAt(place, { text: sql, offsets, node });
    }
    return;
  }
  const pieces = splitAtEverySemicolon(sql);
  // Parentheses that do not add up must not hide the statements after them.
  if (pieces.length > 1) {
    yield* partsOfPieces(reader, sql, pieces);
    return;
  }
  const problem: SqlProblem =
    parse.kind === 'unanalyzable'
      ? problemAt(whole, 'unanalyzable', parse.problem)
      : problemAt(whole, 'unreadable', `PostgreSQL reads it as a ${parse.message}`);
  yield {
    ...problemPart(reader, problem),
    isStatement: true,
    opensBody: OPENS_BODY.test(sql),
    ...(problem.kind === 'unreadable' && boundsOfRefused(reader, sql)),
  };
}

/** Around what a DO block runs, more may be done; but the block is PostgreSQL's own, and so is what it drops. */
function boundsOfRefused({ depth }: ScriptReader, sql: string): Pick<ProblemPart, 'reach' | 'keepsTables'> {
  if (depth > 0) return mayDropTable(sql) ? {} : { keepsTables: true };
  const reach = refusedReach(sql);
  if (reach === undefined) return IS_TRIGGER.test(sql) && !mayDropTable(sql) ? { keepsTables: true } : {};
  return mayDropTable(sql) ? { reach } : { reach, keepsTables: true };
}

/** Nobody's trigger drops a table as it is made or dropped; what it does to rows later is another matter. */
const IS_TRIGGER = /^\s*(?:CREATE\s+(?:\w+\s+){0,2}|DROP\s+)TRIGGER\b/i;

const OPENS_BODY = /^CREATE\b.*\bBEGIN\b/is;

/**
 * PostgreSQL's lexer takes quadratic time over comments in comments: minutes for a hostile file.
 * So those are blanked, and one that is never closed is not handed over at all. `parsed` has the
 * UTF-16 offsets of the text, but may have fewer bytes.
 */
function parseSafely(parser: SqlParser, sql: string): { readonly parse: SqlParse; readonly parsed: string } {
  if (!sql.includes('/*')) return { parse: parser.parse(sql), parsed: sql };
  let parsed = '';
  for (const { kind, start, end } of sqlTokens(sql)) {
    if (kind === 'open-comment') {
      const message = 'comment that is never closed';
      return { parse: { kind: 'syntax-error', message, offset: start }, parsed: sql };
    }
    const isNested = kind === 'comment' && sql.slice(start + 2, end).includes('/*');
    parsed += isNested ? ' '.repeat(end - start) : sql.slice(start, end);
  }
  return { parse: parser.parse(parsed), parsed };
}

/** Space and comments around a statement are not part of it. */
function withoutEdges(sql: string, start: number, end: number): TextRange {
  const written = sql.slice(start, end);
  if (!/--|\/\*|\uFEFF/.test(written)) {
    let [first, last] = [start, end];
    while (last > first && isSpace(sql.charCodeAt(last - 1))) last -= 1;
    while (first < last && isSpace(sql.charCodeAt(first))) first += 1;
    return { start: first, end: last };
  }
  const tokens = significantTokens(sql, start, end);
  return { start: tokens[0]?.start ?? start, end: tokens.at(-1)?.end ?? end };
}

/** To PostgreSQL no letter beyond ASCII is space. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function problemAt({ start, end }: TextRange, kind: SqlProblem['kind'], problem: string): SqlProblem {
  return { kind, start, end, problem };
}

function problemPart({ spent }: ScriptReader, problem: SqlProblem): ProblemPart {
  spent.unreadable += 1;
  return { kind: 'problem', problem, isStatement: false, opensBody: false };
}

function moved(part: ScriptPart, by: number): ScriptPart {
  if (part.kind === 'statement') return { ...part, start: part.start + by, end: part.end + by };
  const { start, end } = part.problem;
  return { ...part, problem: { ...part.problem, start: start + by, end: end + by } };
}
