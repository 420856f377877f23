import type { OperationOf } from '../operations/by-kind.ts';
import { isRefusedOnAnyRow } from '../analysis/newness/empty-tables.ts';
import type { ColumnDefinition } from '../operations/column.ts';
import type { Name, TableName } from '../operations/name.ts';
import type { AlterColumn } from '../operations/operation.ts';
import { addedDefaultWork } from './added-default.ts';
import { costOf, failuresOf } from './constraint-effects.ts';
import { locked, type Draft } from './draft.ts';
import { referringTo, tableNow, targetsOf, viewsOver, type EffectContext } from './effect-context.ts';
import { isNotNullProven } from './proven-not-null.ts';
import type { RelationEffect, Work } from './step-effects.ts';
import { typeWork } from './type-work.ts';
import { lockedWhole } from './whole-table.ts';

export function addColumnEffects(
  { table, column, keysApart }: OperationOf<'add-column'>,
  context: EffectContext,
): Draft {
  const preset = addedDefaultWork(column, context);
  const hasValue = column.default.kind !== 'none';
  const constraints = column.constraints.map((constraint) => {
    // Of a column without values there is nothing to look up in the other table, and PostgreSQL knows of those that
    // one statement adds with their key.
    const isEmpty = constraint.kind === 'foreign-key' && !hasValue && keysApart !== true;
    return { constraint, work: isEmpty ? 'catalog' : costOf(constraint).work };
  });
  return {
    relations: [
      ...altered(context, table, preset.work),
      ...constraints.flatMap(({ work }) => altered(context, table, work)),
      ...(column.primaryKey ? altered(context, table, 'index') : []),
      ...locked(foreignTargets(column), 'share-row-exclusive', { cause: 'foreign-key' }),
    ],
    failures: [
      ...(isRefusedOnAnyRow(column)
        ? [{ kind: 'any-row', relation: table, column: column.name.text } as const]
        : []),
      ...(hasValue ? constraints.flatMap(({ constraint }) => failuresOf(table, constraint)) : []),
    ],
    unknown: preset.unknown,
  };
}

function foreignTargets({ constraints }: ColumnDefinition): readonly TableName[] {
  return constraints.flatMap((one) => (one.kind === 'foreign-key' ? [one.target.table] : []));
}

/** Its constraints go with it, and those foreign keys lock the tables that they lead to. */
export function dropColumnEffects(
  { table, column, cascade }: OperationOf<'drop-column'>,
  context: EffectContext,
): Draft {
  const targets = targetsOf(context, table, ({ definition }) => hasColumn(definition.columns, column));
  return {
    relations: [
      ...altered(context, table, 'catalog'),
      ...locked(targets, 'access-exclusive', { cause: 'foreign-key' }),
      ...locked(cascade ? takenAlong(context, table, column) : [], 'access-exclusive', { cause: 'cascade' }),
    ],
    unknown: cascade ? ['CASCADE may drop objects that nothing here shows'] : [],
  };
}

/** Which columns a view reads is not held: all views over the table may go. */
function takenAlong(context: EffectContext, table: TableName, column: Name): readonly TableName[] {
  return [...viewsOver(context, table), ...referringToColumn(context, table, column)];
}

export function renameColumnEffects({ table }: OperationOf<'rename-column'>, context: EffectContext): Draft {
  return { relations: altered(context, table, 'catalog') };
}

export function alterColumnEffects(operation: AlterColumn, context: EffectContext): Draft {
  const { table, column } = operation;
  const typed = operation.type === undefined ? undefined : typeWork(operation, context);
  return {
    relations: [
      ...altered(context, table, 'catalog'),
      ...altered(context, table, typed?.work ?? 'catalog'),
      ...altered(context, table, nullWork(operation, context)),
      ...locked(
        typed === undefined
          ? []
          : [
              ...targetsOf(context, table, ({ definition }) => hasColumn(definition.columns, column)),
              ...referringToColumn(context, table, column),
            ],
        'access-exclusive',
        { cause: 'foreign-key' },
      ),
    ],
    failures:
      nullWork(operation, context) === 'scan'
        ? [{ kind: 'nulls', relation: table, column: column.text }]
        : [],
    unknown: [
      ...(typed?.unknown ?? []),
      ...(operation.nullable === 'unknown' ? ['whether NULL is allowed only shows when it runs'] : []),
    ],
  };
}

/**
 * SET NOT NULL reads every row, unless a check that is valid has done so already. Where nobody knows whether it is
 * set, rows are read.
 */
function nullWork({ table, column, nullable, existingNullable }: AlterColumn, context: EffectContext): Work {
  if (nullable === undefined || nullable === true) return 'catalog';
  const was = context.schema.columnAt(table, column, context.moment)?.nullable ?? existingNullable;
  return was === false || isNotNullProven(context, table, column) ? 'catalog' : 'scan';
}

/** ALTER TABLE, which goes on to what is part of the table. */
function altered(context: EffectContext, table: TableName, work: Work): readonly RelationEffect[] {
  return lockedWhole(context, table, { lock: 'access-exclusive', work });
}

/** Tables whose foreign keys lead to this column: to the primary key, where they do not say. */
function referringToColumn(context: EffectContext, table: TableName, column: Name): readonly TableName[] {
  const key = tableNow(context, table)?.constraints.find(
    ({ definition }) => definition.kind === 'primary-key',
  );
  return referringTo(context, table, ({ definition }) =>
    hasColumn(definition.target.columns ?? key?.definition.columns, column),
  );
}

function hasColumn(columns: readonly string[] | undefined, column: Name): boolean {
  return columns === undefined || !column.isKnown || columns.includes(column.text);
}
