import type { SqlParser } from '../parsers/parsers.ts';
import { sqlOperations, type SqlOperation } from '../sql/operations.ts';
import { scriptParts, startReading } from '../sql/script-parts.ts';
import { movedBy } from '../sql/sql-operation.ts';
import { sqlTokens } from '../sql/tokens.ts';
import type { TextRange } from '../text-range.ts';
import { commentsIn } from './comments-in.ts';
import { undecorated } from './decorations.ts';
import type { PlanReading } from './plan-reading.ts';

/** SQL that stands among the sentences of a dialog, the output of a program or other text. */
export function readAmongProse(parser: SqlParser, written: string): PlanReading {
  const walk: Walk = {
    parser,
    text: undecorated(written),
    tries: MOST_TRIES,
    found: { statements: 0, operations: [], comments: [], unread: [] },
  };
  let position = 0;
  while (position < walk.text.length) position = step(walk, position);
  return { isWhole: false, ...walk.found };
}

/** A text that is no SQL at all is given up early: PostgreSQL is slow to say no. */
const MOST_TRIES = 4_000;

interface Walk {
  readonly parser: SqlParser;
  readonly text: string;
  /** How often PostgreSQL may still be asked. */
  tries: number;
  readonly found: {
    statements: number;
    readonly operations: SqlOperation[];
    readonly comments: TextRange[];
    readonly unread: TextRange[];
  };
}

/** Answers where to go on. */
function step(walk: Walk, at: number): number {
  const { text, found } = walk;
  const start = at + lengthOf(/[\s;]*/y, text, at);
  if (start >= text.length) return start;
  const comment = lengthOf(/--[^\n]*|\/\*[^]*?\*\//y, text, start);
  if (comment > 0) {
    found.comments.push({ start, end: start + comment });
    return start + comment;
  }
  const statement = lengthOf(FIRST_WORDS, text, start) > 0 ? statementAt(walk, start) : undefined;
  if (statement !== undefined) {
    take(walk, statement);
    return statement.end;
  }
  const end = lineEnd(text, start);
  found.unread.push({ start, end });
  return end;
}

const FIRST_WORDS =
  /(?:ALTER|ANALYZE|BEGIN|CALL|CLUSTER|COMMENT|COMMIT|COPY|CREATE|DELETE|DISCARD|DO|DROP|END|EXECUTE|EXPLAIN|GRANT|IMPORT|INSERT|LOCK|MERGE|NOTIFY|PREPARE|REASSIGN|REFRESH|REINDEX|RELEASE|RESET|REVOKE|ROLLBACK|SAVEPOINT|SECURITY|SELECT|SET|SHOW|START|TRUNCATE|UPDATE|VACUUM|WITH)(?![\w$])/iy;

interface FoundStatement extends TextRange {
  readonly sql: string;
}

/** Up to its semicolon, or else as many lines as PostgreSQL reads. */
function statementAt(walk: Walk, start: number): FoundStatement | undefined {
  const { text } = walk;
  const semicolon = semicolonAfter(text, start);
  const whole = semicolon === undefined ? undefined : readable(walk, { start, end: semicolon });
  if (whole !== undefined) return whole;
  for (const end of lineEnds(text, start).toReversed()) {
    const lines = readable(walk, { start, end });
    if (lines !== undefined) return lines;
  }
  return undefined;
}

/** Other databases quote names with backticks. */
function readable(walk: Walk, { start, end }: TextRange): FoundStatement | undefined {
  const sql = walk.text.slice(start, end);
  for (const spelling of new Set([sql, sql.replaceAll('`', '"')])) {
    if (walk.tries <= 0) return undefined;
    walk.tries -= 1;
    if (isSql(walk.parser, spelling)) return { start, end, sql: spelling };
  }
  return undefined;
}

function isSql(parser: SqlParser, sql: string): boolean {
  for (const part of scriptParts(startReading(parser), sql)) if (part.kind !== 'statement') return false;
  return true;
}

const MOST_TOKENS = 20_000;

/** Behind it. */
function semicolonAfter(text: string, start: number): number | undefined {
  let tokens = 0;
  for (const { kind, end } of sqlTokens(text, start)) {
    tokens += 1;
    if (kind === 'semicolon') return end;
    if (tokens > MOST_TOKENS) return undefined;
  }
  return undefined;
}

const MOST_LINES = 30;

/** Of the lines up to an empty one. */
function lineEnds(text: string, start: number): readonly number[] {
  const ends: number[] = [];
  for (let from = start; from < text.length && ends.length < MOST_LINES;) {
    const end = lineEnd(text, from);
    if (text.slice(from, end).trim() === '') break;
    ends.push(end);
    from = end + 1;
  }
  return ends;
}

function take({ parser, text, found }: Walk, { start, end, sql }: FoundStatement): void {
  found.statements += 1;
  found.operations.push(...sqlOperations(parser, sql).map((one) => movedBy(one, start)));
  found.comments.push(...commentsIn(text, { start, end }));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
