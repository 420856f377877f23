import { LONGEST_INPUT } from '../parsers/input-limit.ts';
import type { SqlNode, SqlParse, SqlParser } from '../parsers/parsers.ts';
import { readDoBlock } from './do-block.ts';
import { droppedTables } from './dropped-tables.ts';
import { nodeIn } from './nodes.ts';
import {
  problemAt,
  shifted,
  type Judged,
  type SqlProblem,
  type SqlScript,
  type SqlStatement,
} from './script.ts';
import { splitAtEverySemicolon, splitSql, type SqlPiece } from './splitter.ts';
import { significantTokens, sqlTokens } from './tokens.ts';

export type { SqlProblem, SqlScript, SqlStatement } from './script.ts';

/** Never throws. A statement that cannot be read costs only itself; the others are still judged. */
export function readSqlScript(parser: SqlParser, text: string): SqlScript {
  return readScript({ parser, depth: 0 }, text);
}

interface Reader {
  readonly parser: SqlParser;
  /** How many DO blocks lie around the text. */
  readonly depth: number;
}

/** Deeper than this nobody writes DO blocks inside DO blocks. */
const DEEPEST_DO_BLOCK = 8;

function readScript(reader: Reader, text: string): SqlScript {
  const refused = refusal(reader, text);
  if (refused !== undefined) return { statements: [], problems: [refused] };
  return readPieces(reader, text, splitSql(text));
}

function refusal({ depth }: Reader, text: string): SqlProblem | undefined {
  const whole = { start: 0, end: text.length };
  if (text.length > LONGEST_INPUT) return problemAt(whole, 'unanalyzable', 'the text is longer than 2 MB');
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const problem = 'it holds a NUL character, where some readers stop and others go on';
    return { ...problemAt(whole, 'unanalyzable', problem), at: nul };
  }
  if (depth <= DEEPEST_DO_BLOCK) return undefined;
  return problemAt(whole, 'unanalyzable', 'DO blocks are nested too deeply');
}

/** PostgreSQL is slow to say no, so a text that is no SQL at all is given up early. */
const MOST_UNREADABLE = 1_000;

function readPieces(reader: Reader, text: string, pieces: readonly SqlPiece[]): SqlScript {
  const scripts: SqlScript[] = [];
  let unreadable = 0;
  for (const piece of pieces) {
    if (unreadable > MOST_UNREADABLE && piece.kind !== 'gap') {
      const rest = { start: piece.start, end: text.length };
      const problem = problemAt(rest, 'unanalyzable', 'too much before it cannot be read as SQL');
      return joined([...scripts, { statements: [], problems: [problem] }]);
    }
    const script = readPiece(reader, text, piece);
    unreadable += script.problems.length;
    scripts.push(script);
  }
  return joined(scripts);
}

function joined(scripts: readonly SqlScript[]): SqlScript {
  return {
    statements: scripts.flatMap(({ statements }) => statements),
    problems: scripts.flatMap(({ problems }) => problems),
  };
}

const NOTHING: SqlScript = { statements: [], problems: [] };

function readPiece(reader: Reader, text: string, piece: SqlPiece): SqlScript {
  switch (piece.kind) {
    case 'gap':
    case 'copy-data':
      return NOTHING;
    case 'meta-command':
      return { ...NOTHING, problems: [problemAt(piece, 'psql', 'psql commands can run anything')] };
    case 'endless-copy-data':
      return {
        ...NOTHING,
        problems: [problemAt(piece, 'psql', 'the rows of COPY do not end with a line \\.')],
      };
    case 'statement':
      return moved(readStatements(reader, text.slice(piece.start, piece.end)), piece.start);
  }
}

/** Mostly one statement; the parser has the last word on where statements end. */
function readStatements(reader: Reader, sql: string): SqlScript {
  const parse = parseSafely(reader.parser, sql);
  if (parse.kind === 'statements') {
    const [only, ...more] = parse.statements;
    if (only !== undefined && more.length === 0) {
      return readOne(reader, { sql, start: 0, end: sql.length, node: only.node });
    }
    return joined(
      parse.statements.map(({ start, end, node }) =>
        readOne(reader, { sql, ...withoutEdges(sql, start, end), node }),
      ),
    );
  }
  const pieces = splitAtEverySemicolon(sql);
  // Parentheses that do not add up must not hide the statements after them.
  if (pieces.length > 1) return readPieces(reader, sql, pieces);
  const whole = { start: 0, end: sql.length };
  const problem: SqlProblem =
    parse.kind === 'unanalyzable'
      ? problemAt(whole, 'unanalyzable', parse.problem)
      : { ...problemAt(whole, 'unreadable', `PostgreSQL reads it as a ${parse.message}`), at: parse.offset };
  return { statements: [{ ...whole, drops: [], unreadable: problem.problem }], problems: [problem] };
}

/**
 * PostgreSQL's lexer takes quadratic time over comments in comments: minutes for a hostile file.
 * So those are blanked, and one that is never closed is not handed over at all.
 */
function parseSafely(parser: SqlParser, sql: string): SqlParse {
  if (!sql.includes('/*')) return parser.parse(sql);
  let blanked = '';
  for (const { kind, start, end } of sqlTokens(sql)) {
    if (kind === 'open-comment')
      return { kind: 'syntax-error', message: 'comment that is never closed', offset: start };
    const isNested = kind === 'comment' && sql.slice(start + 2, end).includes('/*');
    blanked += isNested ? ' '.repeat(end - start) : sql.slice(start, end);
  }
  return parser.parse(blanked);
}

interface ParsedSql {
  readonly sql: string;
  readonly start: number;
  readonly end: number;
  readonly node: SqlNode;
}

/** Several statements in one piece: space and comments around them are not part of them. */
function withoutEdges(sql: string, start: number, end: number): { start: number; end: number } {
  const tokens = significantTokens(sql, start, end);
  return { start: tokens[0]?.start ?? start, end: tokens.at(-1)?.end ?? end };
}

function readOne(reader: Reader, { sql, start, end, node }: ParsedSql): SqlScript {
  const { drops, problems } = shifted(effectsOf(reader, sql.slice(start, end), node), start);
  return { statements: [{ start, end, drops }], problems };
}

function effectsOf(reader: Reader, sql: string, node: SqlNode): Judged {
  const drop = nodeIn(node, 'DropStmt');
  if (drop !== undefined) return { drops: droppedTables(sql, drop), problems: [] };
  const block = nodeIn(node, 'DoStmt');
  if (block === undefined) return { drops: [], problems: [] };
  const deeper = { ...reader, depth: reader.depth + 1 };
  return readDoBlock({ sql, block, parser: reader.parser, read: (inner) => readScript(deeper, inner) });
}

function moved({ statements, problems }: SqlScript, by: number): SqlScript {
  return {
    statements: statements.map((statement): SqlStatement => ({
      ...statement,
      start: statement.start + by,
      end: statement.end + by,
      drops: shifted({ drops: statement.drops, problems: [] }, by).drops,
    })),
    problems: shifted({ drops: [], problems }, by).problems,
  };
}
