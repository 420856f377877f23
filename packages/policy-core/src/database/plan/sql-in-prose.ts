import type { SqlParser } from '../../parsers/parsers.ts';
import { sqlOperations, type SqlOperation } from '../../migrations/sql/operations.ts';
import { scriptParts, startReading } from '../../migrations/sql/script-parts.ts';
import { movedBy } from '../../migrations/sql/sql-operation.ts';
import { sqlTokens } from '../../migrations/sql/tokens.ts';
import type { TextRange } from '../../model/text-range.ts';
import { commentsIn } from './comments-in.ts';
import type { PlanReading } from './plan-reading.ts';

/** SQL that stands among the sentences of a dialog, the output of a program or other text. */
export function readSqlInProse(parser: SqlParser, written: string): PlanReading {
  const walk: Walk = {
    parser,
    text: undecorated(written),
    budget: BUDGET,
    found: { statements: 0, operations: [], comments: [], unread: [] },
  };
  let position = 0;
  while (position < walk.text.length) position = step(walk, position);
  return { isWhole: false, ...walk.found };
}

/** A text that is no SQL at all is given up early: PostgreSQL is slow to say no. */
const BUDGET = 4_000_000;
/** What a no costs beside the characters that were read for it. */
const COST_OF_NO = 1_000;

interface Walk {
  readonly parser: SqlParser;
  readonly text: string;
  /** How many characters may still be read for nothing. */
  budget: number;
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
  const comment = commentAt(walk, start);
  if (comment !== undefined) {
    found.comments.push(comment);
    return comment.end;
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

/** They nest; one that is never closed is none. */
function commentAt(walk: Walk, start: number): TextRange | undefined {
  if (walk.budget <= 0 || lengthOf(/--|\/\*/y, walk.text, start) === 0) return undefined;
  const [token] = sqlTokens(walk.text, start);
  if (token?.kind === 'comment') return { start, end: token.end };
  walk.budget -= walk.text.length - start;
  return undefined;
}

const FIRST_WORDS =
  /(?:ALTER|ANALYZE|BEGIN|CALL|CLUSTER|COMMENT|COMMIT|COPY|CREATE|DELETE|DISCARD|DO|DROP|END|EXECUTE|EXPLAIN|GRANT|IMPORT|INSERT|LOCK|MERGE|NOTIFY|PREPARE|REASSIGN|REFRESH|REINDEX|RELEASE|RESET|REVOKE|ROLLBACK|SAVEPOINT|SECURITY|SELECT|SET|SHOW|START|TRUNCATE|UPDATE|VACUUM|WITH)(?![\w$])/iy;

interface FoundStatement extends TextRange {
  readonly sql: string;
}

/** Up to its semicolon, or else as many lines as PostgreSQL reads. */
function statementAt(walk: Walk, start: number): FoundStatement | undefined {
  const { text } = walk;
  if (walk.budget <= 0) return undefined;
  const semicolon = semicolonAfter(walk, start);
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
  if (walk.budget <= 0) return undefined;
  for (const spelling of new Set([sql, sql.replaceAll('`', '"')])) {
    if (isSql(walk.parser, spelling)) return { start, end, sql: spelling };
  }
  walk.budget -= sql.length + COST_OF_NO;
  return undefined;
}

function isSql(parser: SqlParser, sql: string): boolean {
  for (const part of scriptParts(startReading(parser), sql)) if (part.kind !== 'statement') return false;
  return true;
}

/** Longer statements are rare, and only read where the whole text is SQL. */
const MOST_CHARACTERS = 200_000;

/** Behind it. */
function semicolonAfter(walk: Walk, start: number): number | undefined {
  const most = Math.min(walk.text.length, start + MOST_CHARACTERS);
  // What is never closed reaches to the end of what is given.
  for (const { kind, end } of sqlTokens(walk.text.slice(start, most)))
    if (kind === 'semicolon') return start + end;
  walk.budget -= most - start;
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
  for (const one of sqlOperations(parser, sql).map((one) => movedBy(one, start))) found.operations.push(one);
  for (const one of commentsIn(text, { start, end })) found.comments.push(one);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/**
 * The same text, with spaces where a program has put something before the text of a line, or behind it: marks of lists,
 * diffs and quotations, numbers, frames, prompts. Offsets stay.
 */
export function undecorated(text: string): string {
  return text
    .replace(BEFORE, (marks) => ' '.repeat(marks.length))
    .replace(BEHIND, (marks) => ' '.repeat(marks.length));
}

const BEFORE =
  /^[\t ]*(?:(?:[>|│┃┆▌•·●◦▪❯›»➜→⚠✔✓✗✖ℹ*+]|-(?!-)|\d+[.):]|\[(?:\d+|[ x✓✔✗*i+-])\]|\w[\w.@-]*[=(*!]?[#>](?=[\t ])|query:|Executing \([^)\n]*\):)(?:[\t ]+|$)){1,8}/gmu;

const BEHIND = /[\t ]*[|│┃]$/gm;
