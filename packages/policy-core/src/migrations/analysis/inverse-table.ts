import type { TableState } from '../schema/schema-history.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { Inverse } from './inverse-operations.ts';
import { knownName } from '../operations/name.ts';
import { restoredTable } from './restored.ts';

export function inverseOfCreateTable({ table }: OperationOf<'create-table'>): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-table', table, ifExists: false, cascade: false }],
  };
}

export function inverseOfDropTable(
  { table, cascade }: OperationOf<'drop-table'>,
  before: TableState | undefined,
): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the table' };
  if (before === undefined) return { kind: 'unknown', why: 'what the table holds is not known' };
  const restored = restoredTable({ ...before, table });
  return restored.kind === 'unknown' ? restored : { ...restored, kind: 'loses-data' };
}

export function inverseOfRenameTable({ table, to }: OperationOf<'rename-table'>): Inverse {
  if (!table.isKnown || !to.isKnown) return UNKNOWN_TABLE;
  const renamed = { ...table, text: to.text };
  return {
    kind: 'operations',
    operations: [{ kind: 'rename-table', table: renamed, to: knownName(table.text) }],
  };
}

export function inverseOfTableSchema({ table, schema }: OperationOf<'set-table-schema'>): Inverse {
  if (!table.isKnown || !schema.isKnown) return UNKNOWN_TABLE;
  const moved = { ...table, schema: schema.text };
  return {
    kind: 'operations',
    operations: [{ kind: 'set-table-schema', table: moved, schema: knownName(table.schema ?? 'public') }],
  };
}

export const UNKNOWN_TABLE: Inverse = {
  kind: 'unknown',
  why: 'which table it changes is only known when it runs',
};
