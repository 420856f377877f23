import type { OperationOf } from '../operations/by-kind.ts';
import type { Flag } from '../operations/flag.ts';
import { locked, type Draft } from './draft.ts';
import { isSameIndex } from '../analysis/index-reach.ts';
import type { LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import type { TableState } from '../schema/schema-history.ts';
import { partitionsOf, tableNow, type EffectContext } from './effect-context.ts';
import type { RelationEffect } from './step-effects.ts';

export function createIndexEffects(operation: OperationOf<'create-index'>, context: EffectContext): Draft {
  const { table, unique, columns, concurrently } = operation;
  // Where nobody knows, the stronger one is taken.
  const lock = concurrently === true ? 'share-update-exclusive' : 'share';
  return {
    relations: [
      ...(operation.isOnly === true ? locked([table], lock) : lockedForIndex(operation, lock, context)),
    ],
    refusedInTransaction: concurrently,
    failures: unique === false ? [] : [{ kind: 'duplicates', relation: table, columns }],
    unknown: concurrentlyUnknown(concurrently),
  };
}

/** A partition that has the same index already keeps it: that becomes a part of the new one. */
function lockedForIndex(
  index: OperationOf<'create-index'>,
  lock: LockMode,
  context: EffectContext,
): readonly RelationEffect[] {
  const partitions = partitionsOf(context, index.table);
  const needsNone = (one: TableName) =>
    partitionsOf(context, one).length > 0 || hasSameIndex(index, tableNow(context, one));
  return [
    ...locked([index.table], lock, { work: partitions.length > 0 ? 'catalog' : 'index' }),
    ...partitions.flatMap((one) =>
      locked([one], lock, { work: needsNone(one) ? 'catalog' : 'index', cause: 'partition' }),
    ),
  ];
}

/** As PostgreSQL asks for it, as far as all of both is known. */
function hasSameIndex(index: OperationOf<'create-index'>, partition: TableState | undefined): boolean {
  return (partition?.indexes ?? []).some((other) => isSameIndex(index, other));
}

export function dropIndexEffects(operation: OperationOf<'drop-index'>, context: EffectContext): Draft {
  const { name, concurrently } = operation;
  const table = operation.table ?? context.schema.tableOfIndex(name.text, context.moment)?.table;
  const lock = concurrently === true ? 'share-update-exclusive' : 'access-exclusive';
  return {
    relations: table === undefined ? [] : locked([table], lock),
    refusedInTransaction: concurrently,
    unknown: [
      ...(table === undefined ? [`nothing shows which table the index ${name.text} belongs to`] : []),
      ...concurrentlyUnknown(concurrently),
    ],
  };
}

export function concurrentlyUnknown(concurrently: Flag): readonly string[] {
  return concurrently === undefined ? ['whether it is CONCURRENTLY only shows when it runs'] : [];
}
