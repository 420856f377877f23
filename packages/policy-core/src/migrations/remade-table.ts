import { onceFor } from '../facts/once-for.ts';
import { tableOf } from './covered-by.ts';
import { tableKey } from './name.ts';
import type { Operation, OperationStep, Step } from './operation.ts';

/**
 * Whether an operation of an upgrade is about a table that the upgrade drops and makes again, and that its downgrade
 * has a hand in as well: the table is there before and after, and what differs is between those two.
 */
export function isOfRemadeTable(
  operation: Operation,
  upgrade: readonly Step[],
  undone: readonly OperationStep[],
): boolean {
  const key = keyOf(operation);
  if (key === undefined || !remadeIn(upgrade).has(key)) return false;
  return undone.some(({ operation: other }) => keyOf(other) === key);
}

function keyOf(operation: Operation): string | undefined {
  const table = tableOf(operation);
  return table && tableKey(table);
}

/** Each step asks. */
const remadeIn = onceFor((steps: readonly Step[]): ReadonlySet<string> => {
  const dropped = new Set<string>();
  const remade = new Set<string>();
  for (const step of steps) {
    if (step.kind !== 'operation') continue;
    const key = keyOf(step.operation);
    if (key === undefined) continue;
    if (step.operation.kind === 'drop-table') dropped.add(key);
    if (step.operation.kind === 'create-table' && dropped.has(key)) remade.add(key);
  }
  return remade;
});
