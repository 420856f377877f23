import type { TableState } from '../schema/schema-history.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { Inverse } from './inverse-operations.ts';
import { restoredIndex } from './restored.ts';

export function inverseOfCreateIndex({ name, table, concurrently }: OperationOf<'create-index'>): Inverse {
  if (name === undefined) return { kind: 'unknown', why: 'PostgreSQL makes up the name of the index' };
  if (!name.isKnown) return { kind: 'unknown', why: 'the name of the index is only known when it runs' };
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-index', name, table, concurrently, ifExists: false, cascade: false }],
  };
}

export function inverseOfDropIndex(
  { name, table, concurrently, cascade }: OperationOf<'drop-index'>,
  before: TableState | undefined,
): Inverse {
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the index' };
  const index = name.isKnown ? before?.indexes.find((one) => one.name === name.text) : undefined;
  if (before === undefined || index === undefined) {
    return { kind: 'unknown', why: 'what the index covers is not known' };
  }
  const made = restoredIndex(table ?? before.table, index);
  if (typeof made === 'string') return { kind: 'unknown', why: made };
  return { kind: 'operations', operations: [{ ...made, concurrently }] };
}
