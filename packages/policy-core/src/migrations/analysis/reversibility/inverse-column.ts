import type { TableState } from '../../schema/schema-history.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import { isCastByItself } from '../../operations/casts.ts';
import type { ColumnDefault } from '../../operations/column.ts';
import { type Inverse, UNKNOWN_TABLE } from './inverse-operations.ts';
import type { AlterColumn } from '../../operations/operation.ts';
import { restoredColumnOf } from './restored.ts';

export function inverseOfAddColumn({ table, column: { name } }: OperationOf<'add-column'>): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (!name.isKnown) return UNKNOWN_COLUMN;
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-column', table, column: name, ifExists: false, cascade: false }],
  };
}

export function inverseOfDropColumn(
  { table, column, cascade }: OperationOf<'drop-column'>,
  before: TableState | undefined,
): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (!column.isKnown) return UNKNOWN_COLUMN;
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the column' };
  if (before === undefined) return { kind: 'unknown', why: 'what the column was is not known' };
  const restored = restoredColumnOf({ ...before, table }, column.text);
  return restored.kind === 'unknown' ? restored : { ...restored, kind: 'loses-data' };
}

export function inverseOfRenameColumn({ table, column, to }: OperationOf<'rename-column'>): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (!column.isKnown || !to.isKnown) return UNKNOWN_COLUMN;
  return { kind: 'operations', operations: [{ kind: 'rename-column', table, column: to, to: column }] };
}

/** Takes what the migrations say of the column, and else what the operation says: `existing_type`. */
export function inverseOfAlterColumn(operation: AlterColumn, before: TableState | undefined): Inverse {
  const { table, column } = operation;
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (!column.isKnown) return UNKNOWN_COLUMN;
  const was = alterableBefore(operation, before);
  const altered = ALTERED.filter((part) => operation[part] !== undefined);
  const lost = altered.find((part) => was[part] === undefined);
  if (lost !== undefined) return { kind: 'unknown', why: NOT_KNOWN[lost] };
  if (operation.type !== undefined && was.type !== undefined && !isCastByItself(operation.type, was.type)) {
    return { kind: 'unknown', why: 'the database has to be told how values get their old type back' };
  }
  const back = Object.fromEntries(altered.map((part) => [part, was[part]]));
  return { kind: 'operations', operations: [{ kind: 'alter-column', table, column, ...back }] };
}

/** What ALTER COLUMN may change. */
export const ALTERED = ['type', 'nullable', 'default'] as const;
export type AlteredPart = (typeof ALTERED)[number];

const NOT_KNOWN: Readonly<Record<AlteredPart, string>> = {
  type: 'which type the column had is not known',
  nullable: 'whether the column could be null is not known',
  default: 'which default the column had is not known',
};

/** What is known of a column just before it is altered. */
export function alterableBefore(
  { column, existingType, existingNullable, existingDefault }: AlterColumn,
  before: TableState | undefined,
): Pick<AlterColumn, AlteredPart> {
  const state = before?.columns.get(column.text) ?? NOT_FOUND;
  const type = state.type ?? existingType;
  const nullable = state.nullable ?? existingNullable;
  const preset = state.default ?? existingDefault;
  return {
    ...(type?.isKnown === true ? { type } : {}),
    ...(nullable === undefined ? {} : { nullable }),
    ...(isSettable(preset) ? { default: preset } : {}),
  };
}

const NOT_FOUND = { type: undefined, nullable: undefined, default: undefined };

/** Whether SET DEFAULT or DROP DEFAULT makes it. */
function isSettable(preset: ColumnDefault | undefined): preset is ColumnDefault {
  return preset?.kind === 'none' || preset?.kind === 'sql';
}

const UNKNOWN_COLUMN: Inverse = {
  kind: 'unknown',
  why: 'which column it changes is only known when it runs',
};
