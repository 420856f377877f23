import type { SqlParser } from '../../parsers/parsers.ts';
import { readDoBlock } from './do-block.ts';
import { droppedTables } from './dropped-tables.ts';
import { nodeIn } from './nodes.ts';
import {
  insideBlock,
  scriptParts,
  startReading,
  type ProblemPart,
  type ScriptPart,
  type ScriptReader,
  type StatementPart,
} from './script-parts.ts';
import { shifted, type Judged, type SqlScript } from './script.ts';

export type { SqlProblem, SqlScript, SqlStatement } from './script.ts';

/** Never throws. A statement that cannot be read costs only itself; the others are still judged. */
export function readSqlScript(parser: SqlParser, text: string): SqlScript {
  return readScript(startReading(parser), text);
}

function readScript(reader: ScriptReader, text: string): SqlScript {
  return partScript(reader, scriptParts(reader, text));
}

/** The same for the parts of a script. */
export function partScript(reader: ScriptReader, parts: Iterable<ScriptPart>): SqlScript {
  const scripts: SqlScript[] = [];
  for (const part of parts) {
    scripts.push(part.kind === 'problem' ? unread(part) : readOne(reader, part));
  }
  return {
    statements: scripts.flatMap(({ statements }) => statements),
    problems: scripts.flatMap(({ problems }) => problems),
  };
}

function unread({ problem, isStatement }: ProblemPart): SqlScript {
  const { start, end } = problem;
  const statements = isStatement ? [{ start, end, drops: [], unreadable: problem.problem }] : [];
  return { statements, problems: [problem] };
}

function readOne(reader: ScriptReader, part: StatementPart): SqlScript {
  const { drops, problems } = shifted(effectsOf(reader, part), part.start);
  return { statements: [{ start: part.start, end: part.end, drops }], problems };
}

function effectsOf(reader: ScriptReader, { statement, node }: StatementPart): Judged {
  const sql = statement.text.slice(statement.start, statement.end);
  const drop = nodeIn(node, 'DropStmt');
  if (drop !== undefined) return { drops: droppedTables(sql, drop), problems: [] };
  const block = nodeIn(node, 'DoStmt');
  if (block === undefined) return { drops: [], problems: [] };
  const deeper = insideBlock(reader);
  return readDoBlock({ sql, block, parser: reader.parser, read: (inner) => readScript(deeper, inner) });
}
