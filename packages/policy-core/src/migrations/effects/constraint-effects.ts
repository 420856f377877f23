import type { OperationOf } from '../operations/by-kind.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { LockMode } from '../operations/lock-mode.ts';
import { knownName, type Name, type TableName } from '../operations/name.ts';
import { isNotNullProven } from './proven-not-null.ts';
import type { ConstraintState } from '../schema/schema-history.ts';
import { locked, type Draft } from './draft.ts';
import { referringTo, tableNow, type EffectContext } from './effect-context.ts';
import type { Work } from './step-effects.ts';
import { lockedWhole } from './whole-table.ts';

/** On a table that is there, with rows. */
export function addConstraintEffects(
  { table, constraint }: OperationOf<'add-constraint'>,
  context: EffectContext,
): Draft {
  const { lock, work: own } = costOf(constraint);
  const nulls = nullsOfKey(table, constraint, context);
  const work = nulls.length > 0 ? 'scan' : own;
  return {
    relations: [
      ...lockedWhole(context, table, { lock, work, ...childLockFor(constraint) }),
      ...(constraint.kind === 'foreign-key'
        ? locked([constraint.target.table], 'share-row-exclusive', { cause: 'foreign-key' })
        : []),
    ],
    failures: [...failuresOf(table, constraint), ...nulls],
    unknown: constraint.notValid === undefined ? ['whether it is NOT VALID only shows when it runs'] : [],
  };
}

/** A primary key makes its columns NOT NULL, and looks at each row where they are not; also with a finished index. */
function nullsOfKey(
  table: TableName,
  constraint: ConstraintDefinition,
  context: EffectContext,
): NonNullable<Draft['failures']> {
  if (constraint.kind !== 'primary-key' || constraint.index === undefined) return [];
  const index = tableNow(context, table)?.indexes.find(({ name }) => name === constraint.index);
  return (index?.columns ?? [])
    .map((column) => knownName(column))
    .filter((column) => mayBeNull(table, column, context))
    .map((column) => ({ kind: 'nulls', relation: table, column: column.text }));
}

function mayBeNull(table: TableName, column: Name, context: EffectContext): boolean {
  const state = context.schema.columnAt(table, column, context.moment);
  return state?.nullable === true && !isNotNullProven(context, table, column);
}

/** The index of a partition is built like one that is made by itself. */
function childLockFor({ kind }: ConstraintDefinition): { readonly childLock?: LockMode } {
  return kind === 'unique' || kind === 'primary-key' ? { childLock: 'share' } : {};
}

/** As it comes with a table that has rows. */
export function costOf(constraint: ConstraintDefinition): { readonly lock: LockMode; readonly work: Work } {
  // Where nobody knows, rows are looked at.
  const scan = constraint.notValid === true ? 'catalog' : 'scan';
  switch (constraint.kind) {
    case 'foreign-key':
      return { lock: 'share-row-exclusive', work: scan };
    case 'check':
      return { lock: 'access-exclusive', work: scan };
    case 'unique':
    case 'primary-key':
      return { lock: 'access-exclusive', work: constraint.usingIndex ? 'catalog' : 'index' };
    case 'exclude':
      return { lock: 'access-exclusive', work: 'index' };
  }
}

export function failuresOf(
  relation: TableName,
  constraint: ConstraintDefinition,
): NonNullable<Draft['failures']> {
  if (constraint.notValid === true) return [];
  switch (constraint.kind) {
    case 'unique':
    case 'primary-key':
      return constraint.usingIndex ? [] : [{ kind: 'duplicates', relation, columns: constraint.columns }];
    default:
      return [{ kind: 'violations', relation }];
  }
}

export function dropConstraintEffects(
  operation: OperationOf<'drop-constraint'>,
  context: EffectContext,
): Draft {
  const { table, name, type, cascade } = operation;
  const known = name && context.schema.constraintAt(table, name, context.moment);
  const others = [
    ...targetOf(known),
    ...(cascade && known !== undefined ? dependents(known, table, context) : []),
  ];
  return {
    relations: [
      ...lockedWhole(context, table, { lock: 'access-exclusive' }),
      ...locked(others, 'access-exclusive', { cause: 'foreign-key' }),
    ],
    unknown: unknownTarget(known, type),
  };
}

function targetOf(known: ConstraintState | undefined): readonly TableName[] {
  return known?.definition.kind === 'foreign-key' ? [known.definition.target.table] : [];
}

/** Foreign keys that need the key which is dropped. */
function dependents(
  { definition }: ConstraintState,
  table: TableName,
  context: EffectContext,
): readonly TableName[] {
  const isKey = definition.kind === 'unique' || definition.kind === 'primary-key';
  return isKey ? referringTo(context, table) : [];
}

/** With a foreign key the table that it leads to is locked. */
function unknownTarget(
  known: ConstraintState | undefined,
  type: ConstraintDefinition['kind'] | undefined,
): readonly string[] {
  if (known !== undefined || (type !== undefined && type !== 'foreign-key')) return [];
  return [
    type === undefined
      ? 'nothing shows whether it is a foreign key, which locks the table it leads to as well'
      : 'nothing shows which table the foreign key leads to, which is locked as well',
  ];
}

export function renameConstraintEffects({ table }: OperationOf<'rename-constraint'>): Draft {
  return { relations: locked([table], 'access-exclusive') };
}

/** Rows are read while others write. */
export function validateConstraintEffects(
  { table, name }: OperationOf<'validate-constraint'>,
  context: EffectContext,
): Draft {
  const known = context.schema.constraintAt(table, name, context.moment);
  const isDone = known?.isValidated === true;
  return {
    relations: [
      ...lockedWhole(context, table, { lock: 'share-update-exclusive', work: isDone ? 'catalog' : 'scan' }),
      ...locked(isDone ? [] : targetOf(known), 'row-share', { cause: 'foreign-key', work: 'scan' }),
    ],
    failures: isDone ? [] : [{ kind: 'violations', relation: table }],
    unknown:
      known === undefined && tableNow(context, table)?.isWhole !== true
        ? ['nothing shows whether it is a foreign key, which reads the table it leads to as well']
        : [],
  };
}
