import { LONGEST_INPUT } from '../parsers/input-limit.ts';
import type { SqlNode, SqlParser } from '../parsers/parsers.ts';
import { readDoBlock } from './sql-do-block.ts';
import { droppedTables } from './sql-dropped-tables.ts';
import { nodeIn } from './sql-nodes.ts';
import { problemAt, shifted, type Judged, type SqlProblem, type SqlScript, type SqlStatement } from './sql-script.ts';
import { splitAtEverySemicolon, splitSql, type SqlPiece } from './sql-splitter.ts';
import { significantTokens } from './sql-tokens.ts';

export type { DroppedTable, SqlProblem, SqlScript, SqlStatement } from './sql-script.ts';

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
  return joined(splitSql(text).map((piece) => readPiece(reader, text, piece)));
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
      return { ...NOTHING, problems: [problemAt(piece, 'psql', 'the rows of COPY do not end with a line \\.')] };
    case 'statement':
      return moved(readStatements(reader, text.slice(piece.start, piece.end)), piece.start);
  }
}

/** Mostly one statement; the parser has the last word on where statements end. */
function readStatements(reader: Reader, sql: string): SqlScript {
  const parse = reader.parser.parse(sql);
  if (parse.kind === 'statements') {
    return joined(parse.statements.map(({ start, end, node }) => readOne(reader, { sql, start, end, node })));
  }
  const pieces = splitAtEverySemicolon(sql);
  // Parentheses that do not add up must not hide the statements after them.
  if (pieces.length > 1) {
    return joined(
      pieces.map(({ start, end }) => moved(readStatements(reader, sql.slice(start, end)), start)),
    );
  }
  const whole = { start: 0, end: sql.length };
  const problem: SqlProblem =
    parse.kind === 'unanalyzable'
      ? problemAt(whole, 'unanalyzable', parse.problem)
      : { ...problemAt(whole, 'unreadable', `PostgreSQL reads it as a ${parse.message}`), at: parse.offset };
  return { statements: [{ ...whole, drops: [], unreadable: problem.problem }], problems: [problem] };
}

interface ParsedSql {
  readonly sql: string;
  readonly start: number;
  readonly end: number;
  readonly node: SqlNode;
}

function readOne(reader: Reader, parsed: ParsedSql): SqlScript {
  const tokens = significantTokens(parsed.sql, parsed.start, parsed.end);
  const start = tokens[0]?.start ?? parsed.start;
  const end = tokens.at(-1)?.end ?? parsed.end;
  const { drops, problems } = shifted(effectsOf(reader, parsed.sql.slice(start, end), parsed.node), start);
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
