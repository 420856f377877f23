import type { SqlNode, SqlParser } from '../../parsers/parsers.ts';
import { givenIn, type CalledRoutine } from '../operations/called-routine.ts';
import { listIn, nodeIn, stringIn } from './nodes.ts';
import { calledNames } from './called-names.ts';
import { isHarmlessFunction } from '../functions/known-functions.ts';
import { relationsIn, unknownOperatorsIn } from './expression-parts.ts';
import { piecesRun } from './execute/executed-pieces.ts';
import { clauseTokens, listedRanges } from './clauses.ts';
import { executedText, PUT_TOGETHER } from './plpgsql-execute.ts';
import type { RoutineParameter } from './execute/plpgsql-variables.ts';
import { putTogetherTexts, type TextsOf } from './execute/put-together-text.ts';
import { plpgsqlStatements, withoutTargets, type PlpgsqlStatement } from './plpgsql-statements.ts';
import { callDoubt, operatorDoubt } from './statement-doubts.ts';
import { movedBy, pinnedTo, type SqlOperation } from './sql-operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

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
  const found = codeOperations({ body, parser, read });
  return found.map((one) => (start === undefined ? pinnedTo(one, whole) : movedBy(one, start)));
}

/** What PL/pgSQL code does. Offsets are those of the code. */
export function codeOperations(
  code: Pick<RunningBlock, 'parser' | 'read'> & {
    readonly body: string;
    /** Of a function; left out where there is none. */
    readonly parameters?: readonly RoutineParameter[];
  },
): readonly SqlOperation[] {
  const tokens = significantTokens(code.body);
  const textsOf = putTogetherTexts({ parameters: [], ...code, tokens });
  const running = { ...code, tokens, textsOf };
  const statements = plpgsqlStatements(code.body, tokens);
  return [
    ...statements.flatMap((statement) => operationsOf(running, statement)),
    ...runBeside(statements, running),
  ].toSorted((one, other) => one.start - other.start);
}

interface RunningCode extends Pick<RunningBlock, 'parser' | 'read'> {
  readonly body: string;
  readonly tokens: readonly SqlToken[];
  readonly textsOf: TextsOf;
}

function operationsOf(code: RunningCode, statement: PlpgsqlStatement): readonly SqlOperation[] {
  const found = statement.kind === 'sql' ? written(code, statement) : executed(code, statement);
  return found.map((one) => ({ ...one, isCertain: one.isCertain && statement.isCertain }));
}

function written({ body, read }: RunningCode, { start, end }: PlpgsqlStatement): readonly SqlOperation[] {
  return read(withoutTargets(body.slice(start, end))).map((one) => movedBy(one, start));
}

function executed(code: RunningCode, { token, isCertain }: PlpgsqlStatement): readonly SqlOperation[] {
  const { place, expression, text, start } = executedText(code, code.tokens, token);
  if (text !== undefined)
    return code.read(text).map((one) => (start === undefined ? pinnedTo(one, place) : movedBy(one, start)));
  const found = code.textsOf(expression)?.map((pieces) => piecesRun(pieces, place, code.read));
  const isUnknown = found === undefined || found.includes(undefined);
  const put = { kind: 'unclear', ...place, isCertain, problem: PUT_TOGETHER } as const;
  return [...(isUnknown ? [put] : []), ...(found ?? []).flatMap((one) => one ?? [])];
}

/** What the code runs beside its statements: functions in expressions, and statements that stand where none is read. */
function runBeside(statements: readonly PlpgsqlStatement[], code: RunningCode): readonly SqlOperation[] {
  const { body, tokens } = code;
  const isRead = coveredBy(
    statements.map((one) => (one.kind === 'sql' ? one : executedText(code, tokens, one.token).place)),
  );
  const calls = calledNames(body, tokens).flatMap(({ name, schema, index }): readonly SqlOperation[] => {
    const { start, end } = tokens[index] ?? { start: 0, end: 0 };
    const isKnown = (schema === undefined && name === 'set_config') || isHarmlessFunction(name, schema);
    if (isKnown || isRead(start)) return [];
    const called = { name, ...(schema !== undefined && { schema }), ...givenTo(code, index) };
    return [{ kind: 'unclear', start, end, isCertain: false, ...callDoubt(called) }];
  });
  const unread = tokens.flatMap((token): readonly SqlOperation[] => {
    const { start, end } = token;
    if (
      !CHANGES.has(keyword(body, token)) ||
      isRead(start) ||
      !STATEMENT.test(body.slice(start, start + LONGEST))
    )
      return [];
    return [{ kind: 'unclear', start, end, isCertain: false, problem: UNREAD }];
  });
  const expressions = { body, tokens, isRead };
  const operators = unknownOperatorsIn(expressions).map(([operator, { start, end }]): SqlOperation => ({
    kind: 'unclear',
    start,
    end,
    isCertain: false,
    ...operatorDoubt(operator),
  }));
  return [...calls, ...operators, ...queried(expressions), ...unread];
}

/** What a call gives its function, as far as that is known. */
function givenTo({ body, tokens, textsOf }: RunningCode, index: number): Pick<CalledRoutine, 'given'> {
  const start = tokens[index + 1]?.end ?? body.length;
  const within = { start, end: Math.min(body.length, start + LONGEST_ARGUMENTS) };
  // Up to the parenthesis that closes it.
  const end = clauseTokens(body, within, () => false).at(-1)?.end ?? start;
  if (end === within.end) return {};
  return givenIn(
    listedRanges(body, { start, end }).map((range) => {
      const [only = [], ...more] = textsOf(range) ?? [];
      return more.length > 0 ? [] : only;
    }),
  );
}

/** Longer ones are more than a name. */
const LONGEST_ARGUMENTS = 400;

/** What the queries in expressions read: a view may run anything. */
function queried(expressions: Parameters<typeof relationsIn>[0]): readonly SqlOperation[] {
  return relationsIn(expressions).map(([table, { start, end }]): SqlOperation => {
    const deed = { kind: 'query', reads: [table], locksRows: false } as const;
    const operation = { kind: 'other', what: 'a query', deed } as const;
    return { kind: 'operation', start, end, isCertain: false, operation };
  });
}

/** Whether an offset lies in one of the ranges, which are in order. */
function coveredBy(ranges: readonly TextRange[]): (offset: number) => boolean {
  const starts = ranges.map(({ start }) => start);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset < (ranges[low - 1]?.end ?? 0);
  };
}

/** Words that begin statements which change something. */
const CHANGES: ReadonlySet<string | undefined> = new Set(
  'ALTER DELETE DROP INSERT LOAD MERGE PREPARE TRUNCATE UPDATE'.split(' '),
);
/** Such a statement, and no variable of that name: behind OPEN, in the head of a cursor or of a loop. */
const STATEMENT =
  /^(?:(?:delete\s+from|(?:insert|merge)\s+into|truncate)\s+["\w]|update\s+[\w."]+(?:\s+\w+)?\s+set\s|(?:drop|alter)\s+\w+\s+["\w]|load\s+'|prepare\s+\w+\s+as\s)/i;
const LONGEST = 200;
const UNREAD = 'a statement in PL/pgSQL cannot be read';

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
