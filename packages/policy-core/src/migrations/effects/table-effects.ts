import type { OperationOf } from '../operations/by-kind.ts';
import type { TableName } from '../operations/name.ts';
import type { TableSource } from '../operations/operation.ts';
import { locked, type Draft } from './draft.ts';
import {
  childrenOf,
  partitionsOf,
  readThrough,
  referringTo,
  tableNow,
  targetsOf,
  viewsOver,
  type EffectContext,
} from './effect-context.ts';

/** The new table itself is nobody's yet. */
export function createTableEffects(operation: OperationOf<'create-table'>, context: EffectContext): Draft {
  const { columns, constraints, sources = [] } = operation;
  const all = [...constraints, ...columns.flatMap((column) => column.constraints)];
  const targets = all.flatMap((one) => (one.kind === 'foreign-key' ? [one.target.table] : []));
  return {
    relations: [
      ...sources.flatMap((source) => lockedSource(source, context)),
      ...locked(targets, 'share-row-exclusive', { cause: 'foreign-key' }),
    ],
  };
}

function lockedSource({ as, table }: TableSource, context: EffectContext): NonNullable<Draft['relations']> {
  switch (as) {
    case 'partition-of':
      return locked([table], 'access-exclusive', { cause: 'partition' });
    case 'inherits':
      return locked([table], 'share-update-exclusive');
    case 'model':
      return locked([table], 'access-share', { cause: 'read' });
    case 'query':
      return locked(readThrough(context, [table]), 'access-share', { cause: 'read', work: 'scan' });
  }
}

export function dropTableEffects(
  { table, cascade }: OperationOf<'drop-table'>,
  context: EffectContext,
): Draft {
  const dropped = [table, ...(cascade ? childrenOf(context, table) : partitionsOf(context, table))];
  return {
    relations: [
      ...locked([table], 'access-exclusive'),
      ...locked(dropped.slice(1), 'access-exclusive', { cause: 'partition' }),
      ...locked(
        dropped.flatMap((one) => targetsOf(context, one)),
        'access-exclusive',
        { cause: 'foreign-key' },
      ),
      ...locked(parentOf(context, table), 'access-exclusive', { cause: 'partition' }),
      ...(cascade ? takenAlong(context, dropped) : []),
    ],
    unknown: table.isKnown ? [] : ['which table it is only shows when it runs'],
  };
}

function parentOf(context: EffectContext, table: TableName): readonly TableName[] {
  const parents = tableNow(context, table)?.parents ?? [];
  return parents.flatMap((parent) => (parent.as === 'partition-of' ? [parent.table] : []));
}

/** CASCADE drops the foreign keys that lead to a table, and the views over it. */
function takenAlong(context: EffectContext, tables: readonly TableName[]): NonNullable<Draft['relations']> {
  const others = tables.flatMap((table) => [...referringTo(context, table), ...viewsOver(context, table)]);
  return locked(others, 'access-exclusive', { cause: 'cascade' });
}

export function renameTableEffects({ table }: OperationOf<'rename-table'>): Draft {
  return { relations: locked([table], 'access-exclusive') };
}

export function setTableSchemaEffects({ table }: OperationOf<'set-table-schema'>): Draft {
  return { relations: locked([table], 'access-exclusive') };
}
