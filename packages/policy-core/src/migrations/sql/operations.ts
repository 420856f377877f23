import type { CalledRoutine } from '../operations/called-routine.ts';
import type { Routine } from '../operations/routine.ts';
import type { KeptCalls } from '../operations/kept-calls.ts';
import type { NameShift } from '../operations/operation.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { blockSearchPathChange, bodySearchPathChange } from './block-search-path-change.ts';
import { blockOperations, codeOperations } from './do-operations.ts';
import { keptCalls } from './kept-calls.ts';
import { nodeIn } from './nodes.ts';
import type { PlacedOperation } from './placed-operation.ts';
import {
  insideBlock,
  scriptParts,
  startReading,
  type ProblemPart,
  type ScriptReader,
  type StatementPart,
} from './script-parts.ts';
import { movedBy, type SqlOperation } from './sql-operation.ts';
import { statementDoubts } from './statement-doubts.ts';
import { statementOperations } from './statement-operations.ts';

export type { SqlOperation } from './sql-operation.ts';

/** What a SQL text does, in the order of running. Never throws; what cannot be read is unclear. */
export function sqlOperations(parser: SqlParser, sql: string): readonly SqlOperation[] {
  return operationsIn(startReading(parser), sql);
}

/**
 * What a call of a function or procedure does with what it is given, in the order of its body; `undefined` where nobody
 * can tell. Offsets mean nothing outside the body.
 */
export function routineOperations(
  parser: SqlParser,
  { language, body, isKnown, types, names }: Routine,
  given: CalledRoutine['given'] = [],
): readonly SqlOperation[] | undefined {
  if (body === undefined || !isKnown) return undefined;
  const reader = insideBlock(startReading(parser));
  const read = (sql: string): readonly SqlOperation[] => operationsIn(reader, sql);
  if (language === 'sql') return read(body);
  if (language !== 'plpgsql') return undefined;
  const parameters = types.map((type, index) => {
    const value = given[index] ?? [];
    return { name: names?.[index] ?? '', type: type.text, ...(value.length > 0 && { given: value }) };
  });
  const found = codeOperations({ body, parameters, parser, read });
  const shift = bodySearchPathChange(body);
  if (shift === undefined) return found;
  const beside = { kind: 'other', what: 'PERFORM' } as const;
  const whole = {
    kind: 'operation',
    start: 0,
    end: body.length,
    isCertain: true,
    operation: beside,
    shift,
  } as const;
  return [whole, ...found.map((one) => withShift(one, shift))];
}

function withShift(one: SqlOperation, shift: NameShift | undefined): SqlOperation {
  return one.kind === 'unclear' || shift === undefined ? one : { ...one, shift: one.shift ?? shift };
}

function operationsIn(reader: ScriptReader, sql: string): readonly SqlOperation[] {
  const found: SqlOperation[] = [];
  let isBodyOpen = false;
  for (const part of scriptParts(reader, sql)) {
    if (part.kind === 'problem') {
      isBodyOpen ||= part.opensBody;
      found.push(unread(part));
    } else if (isBodyOpen && isLoneEnd(part)) {
      isBodyOpen = false;
      const { start, end } = part;
      const told = { problem: ENDS_BODY, isRefused: true, keepsTables: true } as const;
      found.push({ kind: 'unclear', start, end, isCertain: true, ...told });
    } else {
      for (const operation of operationsOf(reader, part)) found.push(operation);
    }
  }
  return found;
}

function unread({ problem: { kind, ...told }, reach, keepsTables }: ProblemPart): SqlOperation {
  return {
    kind: 'unclear',
    isCertain: true,
    ...told,
    ...(kind === 'unreadable' && { isRefused: true }),
    ...(reach && { reach }),
    ...(keepsTables && { keepsTables }),
  };
}

const ENDS_BODY = 'it ends a body that PostgreSQL cannot read';

/** By itself, END is another word for COMMIT. */
function isLoneEnd({ statement: { text, start, end } }: StatementPart): boolean {
  return /^END$/i.test(text.slice(start, end));
}

/** It reads or changes rows, and calls whatever functions it likes. */
const PREPARED = { problem: 'EXECUTE runs a statement that was prepared before', isRead: true } as const;

function operationsOf(reader: ScriptReader, part: StatementPart): readonly SqlOperation[] {
  const { statement, node, start, end } = part;
  const found = blockParts(reader, part);
  if (found.length > 0) return found;
  if (nodeIn(node, 'ExecuteStmt') !== undefined) {
    return [{ kind: 'unclear', start, end, isCertain: true, ...PREPARED }];
  }
  const keeps = keptCalls(statement.text.slice(statement.start, statement.end), node);
  const operations = statementOperations(statement, node).map((one) =>
    movedBy(runOperation(one, keeps), start - statement.start),
  );
  const isTold = operations.some(saysMore);
  const doubts = statementDoubts(statement, node, isTold);
  return [
    ...doubts.map((doubt) => ({ kind: 'unclear' as const, start, end, isCertain: true, ...doubt })),
    ...operations,
  ];
}

function runOperation({ start, end, ...does }: PlacedOperation, keeps: KeptCalls | undefined): SqlOperation {
  const run = { kind: 'operation', isCertain: true, start, end, ...does } as const;
  return keeps ? { ...run, keeps } : run;
}

function saysMore(one: SqlOperation): boolean {
  return one.kind === 'operation' && (one.operation.kind !== 'other' || one.operation.deed !== undefined);
}

/** Empty for what is no DO block, and for one that does nothing. */
function blockParts(
  reader: ScriptReader,
  { statement, node, start }: StatementPart,
): readonly SqlOperation[] {
  const block = nodeIn(node, 'DoStmt');
  if (block === undefined) return [];
  const deeper = insideBlock(reader);
  const sql = statement.text.slice(statement.start, statement.end);
  const read = (inner: string): readonly SqlOperation[] => operationsIn(deeper, inner);
  const shift = blockSearchPathChange(sql);
  const found = blockOperations({ sql, block, parser: reader.parser, read });
  return found.map((one) => withShift(movedBy(one, start), shift));
}
