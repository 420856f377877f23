import type { Direction } from '../migrations/operations/direction.ts';
import type { JudgedUpgrade } from '../migrations/analysis/judged-upgrade.ts';
import type { Operation, OperationStep, UnclearStep } from '../migrations/operations/operation.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { sqlOperations } from '../migrations/sql/operations.ts';
import { judgedUpgrade } from './judged-upgrade.ts';
import { testParsers } from './load-parsers.ts';
import { directionOf, stepOf } from './sample-schema.ts';

/** Reads statements into what tests of migrations are about. */
export interface SqlDirections {
  readonly operations: (sql: string) => readonly Operation[];
  /** What a function of a revision would do that runs them. */
  readonly direction: (sql: string) => Direction;
  /** An upgrade under judgement that no history knows. */
  readonly upgrade: (sql: string) => JudgedUpgrade;
}

/** With the real parser. */
export async function sqlDirections(): Promise<SqlDirections> {
  const { sql: parser } = await testParsers();
  return {
    operations: (sql) =>
      stepsIn(parser, sql).flatMap((one) => (one.kind === 'operation' ? [one.operation] : [])),
    direction: (sql) => directionOf(stepsIn(parser, sql)),
    upgrade: (sql) => judgedUpgrade(...stepsIn(parser, sql)),
  };
}

function stepsIn(parser: SqlParser, sql: string): readonly (OperationStep | UnclearStep)[] {
  return sqlOperations(parser, sql).map((one) =>
    one.kind === 'operation' ? stepOf(one.operation, { ...one, via: 'sql' }) : { ...one, autocommit: false },
  );
}
