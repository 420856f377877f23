import type { SqlNode, SqlParser } from '../../parsers/parsers.ts';
import { blockBody } from './do-block.ts';
import { executedText, PUT_TOGETHER } from './plpgsql-execute.ts';
import { plpgsqlStatements, withoutTargets, type PlpgsqlStatement } from './plpgsql-statements.ts';
import { movedBy, pinnedTo, type SqlOperation } from './sql-operation.ts';
import { significantTokens, type SqlToken } from './tokens.ts';

export interface RunningBlock {
  /** The text of the DO statement. */
  readonly sql: string;
  readonly block: SqlNode;
  readonly parser: SqlParser;
  /** Reads a text that the block runs. */
  readonly read: (sql: string) => readonly SqlOperation[];
}

/** What a DO block does, whichever branch it takes. Offsets are those of the statement. */
export function blockOperations({ sql, block, parser, read }: RunningBlock): readonly SqlOperation[] {
  const whole = { start: 0, end: sql.length };
  const { body, start, problem } = blockBody(sql, block);
  if (problem !== undefined) return [{ kind: 'unclear', ...whole, isCertain: true, problem }];
  const tokens = significantTokens(body);
  const code = { body, tokens, parser, read };
  const found = plpgsqlStatements(body, tokens).flatMap((statement) => operationsOf(code, statement));
  return found.map((one) => (start === undefined ? pinnedTo(one, whole) : movedBy(one, start)));
}

interface RunningCode extends Pick<RunningBlock, 'parser' | 'read'> {
  readonly body: string;
  readonly tokens: readonly SqlToken[];
}

function operationsOf(code: RunningCode, statement: PlpgsqlStatement): readonly SqlOperation[] {
  const found = statement.kind === 'sql' ? written(code, statement) : executed(code, statement);
  return found.map((one) => ({ ...one, isCertain: one.isCertain && statement.isCertain }));
}

function written({ body, read }: RunningCode, { start, end }: PlpgsqlStatement): readonly SqlOperation[] {
  return read(withoutTargets(body.slice(start, end))).map((one) => movedBy(one, start));
}

function executed(code: RunningCode, { token, isCertain }: PlpgsqlStatement): readonly SqlOperation[] {
  const { place, text, start } = executedText(code, code.tokens, token);
  if (text === undefined) return [{ kind: 'unclear', ...place, isCertain, problem: PUT_TOGETHER }];
  return code.read(text).map((one) => (start === undefined ? pinnedTo(one, place) : movedBy(one, start)));
}
