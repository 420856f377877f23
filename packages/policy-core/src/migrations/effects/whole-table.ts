import type { LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import { locked } from './draft.ts';
import { childrenOf, partitionsOf, type EffectContext } from './effect-context.ts';
import type { RelationEffect, Work } from './step-effects.ts';

interface WholeLock {
  readonly lock: LockMode;
  readonly work?: Work;
  /** What the children get, where it is another lock. */
  readonly childLock?: LockMode;
}

/**
 * A lock on a table and on what is part of it: its partitions, and the tables that inherit from it. One that has
 * partitions has no rows of its own: what takes long is done to them.
 */
export function lockedWhole(
  context: EffectContext,
  table: TableName,
  { lock, work = 'catalog', childLock = lock }: WholeLock,
): readonly RelationEffect[] {
  const isPartitioned = partitionsOf(context, table).length > 0;
  return [
    ...locked([table], lock, { work: isPartitioned ? 'catalog' : work }),
    ...locked(childrenOf(context, table), childLock, { work, cause: 'partition' }),
  ];
}

/** The same for its partitions alone: what tables inherit from each other is left out. */
export function lockedPartitions(
  context: EffectContext,
  table: TableName,
  { lock, work = 'catalog' }: WholeLock,
): readonly RelationEffect[] {
  const partitions = partitionsOf(context, table);
  return [
    ...locked([table], lock, { work: partitions.length > 0 ? 'catalog' : work }),
    ...locked(partitions, lock, { work, cause: 'partition' }),
  ];
}
