import type { Operation } from '../migrations/operation.ts';
import type { SqlNode, SqlParser } from '../parsers/parsers.ts';
import type { TextRange } from '../text-range.ts';
import { alterTable } from './alter-table.ts';
import { commandTag } from './command-tag.ts';
import { createTable } from './create-table.ts';
import { dropDatabase, dropOwned, dropRole, dropStatement } from './drop-statements.ts';
import { createIndex } from './index-statements.ts';
import { namedNode } from './nodes.ts';
import { placed, type PlacedOperation, type StatementReader } from './placed-operation.ts';
import { relocated } from './relocated.ts';
import { renameStatement, setSchema } from './rename-statements.ts';
import { scriptParts, startReading, type ScriptReader, type StatementText } from './script-parts.ts';

/**
 * One thing that SQL does. A statement that does one thing is underlined whole; one that does several
 * is underlined where each of them stands. Offsets are UTF-16.
 */
export type SqlOperation = TextRange & {
  /** `false` under a condition, in a loop or a handler of errors of a DO block. */
  readonly isCertain: boolean;
} & (
    | { readonly kind: 'operation'; readonly operation: Operation }
    /** `problem` is a clause that reads well after "because". */
    | { readonly kind: 'unclear'; readonly problem: string }
  );

/** What a SQL text does, in the order of running. Never throws; what cannot be read is unclear. */
export function sqlOperations(parser: SqlParser, sql: string): readonly SqlOperation[] {
  return operationsIn(startReading(parser), sql);
}

function operationsIn(reader: ScriptReader, sql: string): readonly SqlOperation[] {
  const found: SqlOperation[] = [];
  for (const part of scriptParts(reader, sql)) {
    if (part.kind === 'problem') {
      const { start, end, problem } = part.problem;
      found.push({ kind: 'unclear', start, end, isCertain: true, problem });
      continue;
    }
    for (const one of statementOperations(part.statement, part.node)) {
      found.push({ kind: 'operation', isCertain: true, ...movedBy(one, part.start - part.statement.start) });
    }
  }
  return found;
}

function movedBy({ operation, start, end }: PlacedOperation, by: number): PlacedOperation {
  const move = (range: TextRange): TextRange => ({ start: range.start + by, end: range.end + by });
  return { ...move({ start, end }), operation: relocated(operation, move) };
}

const READERS: ReadonlyMap<string, StatementReader> = new Map([
  ['AlterObjectSchemaStmt', setSchema],
  ['AlterTableStmt', alterTable],
  ['CreateStmt', createTable],
  ['DropOwnedStmt', dropOwned],
  ['DropRoleStmt', dropRole],
  ['DropStmt', dropStatement],
  ['DropdbStmt', dropDatabase],
  ['IndexStmt', createIndex],
  ['RenameStmt', renameStatement],
]);

function statementOperations(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const { name, body } = namedNode(node);
  const operations = READERS.get(name)?.(statement, body) ?? [];
  if (operations.length > 0) return operations;
  return [placed(statement, { kind: 'other', what: commandTag(statement, name, body) })];
}
