import type { OperationOf } from '../operations/by-kind.ts';
import type { Flag } from '../operations/flag.ts';
import { locked, type Draft } from './draft.ts';
import type { EffectContext } from './effect-context.ts';
import { lockedPartitions } from './whole-table.ts';

export function createIndexEffects(operation: OperationOf<'create-index'>, context: EffectContext): Draft {
  const { table, unique, columns, concurrently } = operation;
  // Where nobody knows, the stronger one is taken.
  const lock = concurrently === true ? 'share-update-exclusive' : 'share';
  return {
    relations: [
      ...(operation.isOnly === true
        ? locked([table], lock)
        : lockedPartitions(context, table, { lock, work: 'index' })),
    ],
    refusedInTransaction: concurrently,
    failures: unique === false ? [] : [{ kind: 'duplicates', relation: table, columns }],
    unknown: concurrentlyUnknown(concurrently),
  };
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
