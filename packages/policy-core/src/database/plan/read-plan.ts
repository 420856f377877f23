import type { SqlParser } from '../../parsers/parsers.ts';
import type { PlanReading } from './plan-reading.ts';
import { scriptParts, startReading } from '../../migrations/sql/script-parts.ts';
import { readSqlInProse } from './sql-in-prose.ts';
import { sqlOperations } from '../../migrations/sql/operations.ts';
import { commentsIn } from './comments-in.ts';
import { sqlTokens } from '../../migrations/sql/tokens.ts';

/** Never throws. A text that is SQL as a whole is read as such; in another one, SQL is looked for line by line. */
export function readPlan(parser: SqlParser, text: string): PlanReading {
  let statements = 0;
  for (const part of scriptParts(startReading(parser), text)) {
    if (part.kind === 'statement') statements += 1;
    else if (part.isStatement || part.problem.kind !== 'psql') return readSqlInProse(parser, text);
  }
  const isEmpty = statements === 0 && !hasTokens(text);
  const operations = isEmpty ? [] : sqlOperations(parser, text);
  const comments = commentsIn(text, { start: 0, end: text.length });
  return { isWhole: true, statements, operations, comments, unread: [] };
}

function hasTokens(text: string): boolean {
  for (const { kind } of sqlTokens(text)) if (kind !== 'space' && kind !== 'comment') return true;
  return false;
}
