import type { TableState } from '../schema/schema-history.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import { UNKNOWN_TABLE } from './inverse-table.ts';
import type { Inverse } from './inverse-operations.ts';
import { restoredConstraint } from './restored.ts';

export function inverseOfAddConstraint({ table, constraint }: OperationOf<'add-constraint'>): Inverse {
  const { name, kind: type } = constraint;
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (name === undefined) return { kind: 'unknown', why: 'PostgreSQL makes up the name of the constraint' };
  if (!name.isKnown) return { kind: 'unknown', why: 'the name of the constraint is only known when it runs' };
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-constraint', table, name, type, ifExists: false, cascade: false }],
  };
}

export function inverseOfDropConstraint(
  { table, name, cascade }: OperationOf<'drop-constraint'>,
  before: TableState | undefined,
): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the constraint' };
  const wanted = name?.isKnown === true ? name.text : undefined;
  const state = before?.constraints.find((one) => one.name !== undefined && one.name === wanted);
  if (state === undefined) return { kind: 'unknown', why: 'what the constraint asks is not known' };
  const constraint = restoredConstraint(state);
  if (typeof constraint === 'string') return { kind: 'unknown', why: constraint };
  return { kind: 'operations', operations: [{ kind: 'add-constraint', table, constraint }] };
}

export function inverseOfRenameConstraint({ table, name, to }: OperationOf<'rename-constraint'>): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (!name.isKnown || !to.isKnown) {
    return { kind: 'unknown', why: 'the name of the constraint is only known when it runs' };
  }
  return { kind: 'operations', operations: [{ kind: 'rename-constraint', table, name: to, to: name }] };
}
