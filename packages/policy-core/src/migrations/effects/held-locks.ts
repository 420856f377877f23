import { stronger, type LockMode } from '../operations/lock-mode.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { OperationStep } from '../operations/operation.ts';
import type { RelationEffect } from './step-effects.ts';

/**
 * What a transaction holds: the strongest lock on each relation that was there before the migration, by the
 * `tableKey` of what it is called by now. What was dropped is left out: nobody is to use it any more.
 */
export type HeldLocks = ReadonlyMap<string, HeldLock>;

export interface HeldLock {
  /** As it was called when the lock was taken: so those who wait for it know it. */
  readonly relation: TableName;
  readonly lock: LockMode;
  /** Index of the step that took it. */
  readonly since: number;
}

/** What the transaction holds on this relation by now. */
export function heldOn(held: HeldLocks, relation: TableName): HeldLock | undefined {
  const key = tableKey(relation);
  return key === undefined ? undefined : held.get(key);
}

/** What is held behind a step. `taken`: its own locks, on relations that were there before the migration. */
export function heldBehind(
  step: OperationStep,
  held: HeldLocks,
  { taken, index }: { readonly taken: readonly RelationEffect[]; readonly index: number },
): HeldLocks {
  if (taken.length === 0) return held;
  const next = new Map(held);
  const gone = goneBy(step, taken);
  for (const { relation, lock } of taken) {
    const key = tableKey(relation);
    const before = key === undefined ? undefined : next.get(key);
    if (key === undefined || gone.has(key)) continue;
    if (before === undefined || stronger(before.lock, lock) !== before.lock)
      next.set(key, { relation, lock, since: index });
  }
  // Under a condition it may stay, under the name that it has.
  if (!step.isCertain) return next;
  for (const key of gone) next.delete(key);
  rename(step, next);
  return next;
}

/** By their keys: what the step drops. CASCADE of a view takes views along, and of a schema all that is in it. */
function goneBy({ operation }: OperationStep, taken: readonly RelationEffect[]): ReadonlySet<string> {
  const isAll = operation.kind === 'drop-object' && HOLDING.has(operation.object);
  const dropped = isAll ? taken.map(({ relation }) => relation) : [];
  const table = operation.kind === 'drop-table' ? [operation.table] : [];
  return new Set([...dropped, ...table].flatMap((relation) => tableKey(relation) ?? []));
}

const HOLDING: ReadonlySet<string> = new Set(['materialized-view', 'schema', 'view']);

/** The lock stays on what gets another name. */
function rename({ operation }: OperationStep, held: Map<string, HeldLock>): void {
  const to = renamingOf(operation);
  if (to === undefined) return;
  const [from, key] = [tableKey(to.from), tableKey(to.to)];
  const lock = from === undefined ? undefined : held.get(from);
  if (from === undefined || key === undefined || lock === undefined) return;
  held.delete(from);
  held.set(key, lock);
}

/** What a table is called before and behind an operation that gives it another name. */
export function renamingOf(
  operation: OperationStep['operation'],
): { readonly from: TableName; readonly to: TableName } | undefined {
  if (operation.kind === 'rename-table') {
    const { table, to } = operation;
    return { from: table, to: { ...table, ...to } };
  }
  if (operation.kind !== 'set-table-schema') return undefined;
  const { table, schema } = operation;
  return { from: table, to: { ...table, schema: schema.text, isKnown: table.isKnown && schema.isKnown } };
}
