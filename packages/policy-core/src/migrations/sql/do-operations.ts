import type { SqlNode, SqlParser } from '../../parsers/parsers.ts';
import { listIn, nodeIn, stringIn } from './nodes.ts';
import { calledNames } from './called-names.ts';
import { isHarmlessFunction } from './known-functions.ts';
import { executedText, PUT_TOGETHER } from './plpgsql-execute.ts';
import { plpgsqlStatements, withoutTargets, type PlpgsqlStatement } from './plpgsql-statements.ts';
import { callDoubt } from './statement-doubts.ts';
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

/**
 * What a DO block does, whichever branch it takes: it runs at once, where a function's body only waits to be called.
 * Offsets are those of the statement.
 */
export function blockOperations({ sql, block, parser, read }: RunningBlock): readonly SqlOperation[] {
  const whole = { start: 0, end: sql.length };
  const { body, start, problem } = blockBody(sql, block);
  if (problem !== undefined) return [{ kind: 'unclear', ...whole, isCertain: true, problem }];
  const tokens = significantTokens(body);
  const code = { body, tokens, parser, read };
  const statements = plpgsqlStatements(body, tokens);
  const found = [
    ...statements.flatMap((statement) => operationsOf(code, statement)),
    ...callsBeside(statements, { body, tokens }),
  ].toSorted((one, other) => one.start - other.start);
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

/** Functions that expressions of the code call: `x := f()`, `PERFORM f()`, `IF f() THEN`. */
function callsBeside(
  statements: readonly PlpgsqlStatement[],
  { body, tokens }: Pick<RunningCode, 'body' | 'tokens'>,
): readonly SqlOperation[] {
  return calledNames(body, tokens).flatMap(({ name, index }) => {
    const { start, end } = tokens[index] ?? { start: 0, end: 0 };
    const isRead = statements.some((one) => one.start <= start && end <= one.end);
    if (isRead || name === 'set_config' || isHarmlessFunction(name)) return [];
    return [{ kind: 'unclear', start, end, isCertain: false, ...callDoubt(name) }];
  });
}

interface BlockBody {
  readonly body: string;
  /** Where it begins in the statement, `undefined` when quotes inside it are doubled or escaped. */
  readonly start: number | undefined;
  /** Why it cannot be read; `undefined` for PL/pgSQL. */
  readonly problem: string | undefined;
}

/** The code of a DO statement. */
function blockBody(sql: string, block: SqlNode): BlockBody {
  const language = argument(block, 'language') ?? 'plpgsql';
  const body = argument(block, 'as') ?? '';
  const problem = language === 'plpgsql' ? undefined : `the DO block is written in ${language}`;
  return { body, start: verbatimStart(sql, body), problem };
}

function argument(block: SqlNode, name: string): string | undefined {
  const found = listIn(block, 'args')
    .map((item) => nodeIn(item, 'DefElem'))
    .find((item) => item?.['defname'] === name);
  return stringIn(nodeIn(found, 'arg'));
}

function verbatimStart(sql: string, body: string): number | undefined {
  return significantTokens(sql)
    .filter(({ kind }) => kind === 'string')
    .map((token) => contentStart(sql, token))
    .find((start) => start !== undefined && sql.startsWith(body, start));
}

const DOLLARS_OR_QUOTE = /^(?:\$[^$]*\$|')/;

function contentStart(sql: string, { start, end }: SqlToken): number | undefined {
  const opening = DOLLARS_OR_QUOTE.exec(sql.slice(start, end))?.[0];
  return opening === undefined ? undefined : start + opening.length;
}
