import { stronger, type LockMode } from '../operations/lock-mode.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { OperationStep } from '../operations/operation.ts';
import type { RelationEffect } from './step-effects.ts';

/**
 * What a transaction holds at one moment: all that it has taken, as far as that place. Thousands of steps would be
 * thousands of copies.
 */
export interface HeldLocks {
  readonly log: LockLog;
  readonly place: number;
}

export interface HeldLock {
  /** As it was called when the lock was taken: so those who wait for it know it. */
  readonly relation: TableName;
  readonly lock: LockMode;
  /** Index of the step that took it. */
  readonly since: number;
}

interface LockLog {
  readonly takings: Taking[];
  /** What is held at one of its places, which is the one that was asked for last. */
  readonly locks: Map<string, HeldLock>;
  /** How many of them are of each mode. */
  readonly counts: Map<LockMode, number>;
  played: number;
}

/** What a step does to locks. */
interface Taking {
  readonly step: OperationStep;
  /** Its own, on relations that were there before the migration. */
  readonly taken: readonly RelationEffect[];
  readonly index: number;
}

/** Of a transaction that begins. */
export function nothingHeld(): HeldLocks {
  return { log: logOf([]), place: 0 };
}

/** What is held behind a step. */
export function heldBehind({ log, place }: HeldLocks, taking: Taking): HeldLocks {
  if (taking.taken.length === 0) return { log, place };
  // Others may go on from there as well.
  const own = log.takings.length === place ? log : logOf(log.takings.slice(0, place));
  own.takings.push(taking);
  return { log: own, place: place + 1 };
}

function logOf(takings: Taking[]): LockLog {
  return { takings, locks: new Map(), counts: new Map(), played: 0 };
}

/**
 * The strongest lock on each relation that was there before the migration, by the `tableKey` of what it is called by
 * now. What was dropped is left out: nobody is to use it any more. Good until another moment is asked for.
 */
export function locksHeld({ log, place }: HeldLocks): ReadonlyMap<string, HeldLock> {
  if (log.played > place) {
    log.locks.clear();
    log.counts.clear();
    log.played = 0;
  }
  for (; log.played < place; log.played += 1) {
    const taking = log.takings[log.played];
    if (taking !== undefined) take(log, taking);
  }
  return log.locks;
}

/** What the transaction holds on this relation by now. */
export function heldOn(held: HeldLocks, relation: TableName): HeldLock | undefined {
  const key = tableKey(relation);
  return key === undefined ? undefined : locksHeld(held).get(key);
}

/** Whether it holds any lock of that mode: thousands of others need not be looked through for one. */
export function holdsAny(held: HeldLocks, mode: LockMode): boolean {
  locksHeld(held);
  return (held.log.counts.get(mode) ?? 0) > 0;
}

function take(log: LockLog, { step, taken, index }: Taking): void {
  const gone = goneBy(step, taken);
  for (const { relation, lock } of taken) {
    const key = tableKey(relation);
    const before = key === undefined ? undefined : log.locks.get(key);
    if (key === undefined || gone.has(key)) continue;
    if (before === undefined || stronger(before.lock, lock) !== before.lock)
      put(log, key, { relation, lock, since: index });
  }
  // Under a condition it may stay, under the name that it has.
  if (!step.isCertain) return;
  for (const key of gone) drop(log, key);
  rename(step, log);
}

function put(log: LockLog, key: string, held: HeldLock): void {
  count(log, log.locks.get(key), -1);
  log.locks.set(key, held);
  count(log, held, 1);
}

function drop(log: LockLog, key: string): void {
  count(log, log.locks.get(key), -1);
  log.locks.delete(key);
}

function count({ counts }: LockLog, held: HeldLock | undefined, by: 1 | -1): void {
  if (held !== undefined) counts.set(held.lock, (counts.get(held.lock) ?? 0) + by);
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
function rename({ operation }: OperationStep, log: LockLog): void {
  const to = renamingOf(operation);
  if (to === undefined) return;
  const [from, key] = [tableKey(to.from), tableKey(to.to)];
  const lock = from === undefined ? undefined : log.locks.get(from);
  if (from === undefined || key === undefined || lock === undefined) return;
  drop(log, from);
  put(log, key, lock);
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
