import { memoizeByObject } from '../../model/memoize.ts';
import { operationTable } from './covered-by.ts';
import { tableKey } from './name.ts';
import type { Operation, OperationStep, Step } from './operation.ts';

/**
 * Whether an operation of an upgrade is about a table that the upgrade drops and makes again, and that its downgrade
 * has a hand in as well: the table is there before and after, and what differs is between those two. Where the
 * downgrade ends without it, the next upgrade drops it in vain, unless it only does so where the table is there.
 */
export function isOfRemadeTable(
  operation: Operation,
  upgrade: readonly Step[],
  undone: readonly OperationStep[],
): boolean {
  const key = keyOf(operation);
  const isDroppedForSure = key === undefined ? undefined : remadeIn(upgrade).get(key);
  if (isDroppedForSure === undefined) return false;
  const kinds = undone.flatMap(({ operation: other }) => (keyOf(other) === key ? other.kind : []));
  const isGone = kinds.includes('drop-table') && !kinds.includes('create-table');
  return kinds.length > 0 && !(isGone && isDroppedForSure);
}

function keyOf(operation: Operation): string | undefined {
  const table = operationTable(operation);
  return table && tableKey(table);
}

/** Whether the drop is one that fails without the table. Each step asks. */
const remadeIn = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, boolean> => {
  const dropped = new Map<string, boolean>();
  const remade = new Map<string, boolean>();
  for (const step of steps) {
    if (step.kind !== 'operation') continue;
    const key = keyOf(step.operation);
    if (key === undefined) continue;
    const { operation, isCertain } = step;
    if (operation.kind === 'drop-table') dropped.set(key, isCertain && operation.ifExists === false);
    const isForSure = operation.kind === 'create-table' ? dropped.get(key) : undefined;
    if (isForSure !== undefined) remade.set(key, isForSure);
  }
  return remade;
});
