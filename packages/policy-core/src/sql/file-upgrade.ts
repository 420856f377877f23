import type { Direction } from '../alembic/revision-reading.ts';
import type { Step } from '../migrations/operation.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { sqlOperations, type SqlOperation } from './operations.ts';

/** What applying a SQL migration does. It has no name of its own, and no way back. */
export function fileUpgrade(parser: SqlParser, text: string): Direction {
  const steps = sqlOperations(parser, text).map(stepOf);
  const kind = steps.length === 0 ? 'empty' : 'runs';
  return { kind, name: undefined, body: undefined, raise: undefined, steps, sql: [] };
}

function stepOf(operation: SqlOperation): Step {
  const step = { ...operation, autocommit: false };
  return step.kind === 'operation' ? { ...step, via: 'sql' } : step;
}
