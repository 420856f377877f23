import type { JudgedUpgrade } from './judged-upgrade.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { namesWithin } from './renames-within.ts';

/** A table, and the step that locks it. */
interface LockedTable {
  readonly table: TableName;
  readonly at: number;
}

/**
 * Whether one table takes the place of the other in the migration, so that nobody can lock one of them alone. Renames
 * tell; where these are put together at run time, it is two LOCK TABLE, of `orders` and `orders_new`.
 */
export function changePlaces(
  { steps }: Pick<JudgedUpgrade, 'steps'>,
  one: LockedTable,
  other: LockedTable,
): boolean {
  if (isLock(steps[one.at]) && isLock(steps[other.at]) && isNamedAsCopy(one.table, other.table)) return true;
  const key = tableKey(other.table);
  return key !== undefined && namesWithin(steps, one.table).some((name) => tableKey(name) === key);
}

function isLock(step: Step | undefined): boolean {
  if (step?.kind !== 'operation' || step.operation.kind !== 'other') return false;
  return step.operation.deed?.kind === 'lock-table';
}

function isNamedAsCopy(one: TableName, other: TableName): boolean {
  if (!one.isKnown || !other.isKnown || one.schema !== other.schema) return false;
  return originalOf(one.text) === other.text || originalOf(other.text) === one.text;
}

function originalOf(name: string): string | undefined {
  return /^(.+)_(?:new|next|old|previous|tmp|temp|copy|backup|swap|shadow)$/.exec(name)?.[1];
}
