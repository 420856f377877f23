import { coveredBy } from './covered-by.ts';
import { indexOperations } from './operation-index.ts';
import type { Operation, OperationStep } from './operation.ts';
import { namesAcross } from './same-names.ts';
import { isUndoneBy } from './undone-by.ts';

/** Kinds of operations that only take away. */
export const TAKES_AWAY: ReadonlySet<Operation['kind']> = new Set([
  'drop-table',
  'drop-column',
  'drop-index',
  'drop-constraint',
  'drop-object',
]);

/**
 * Whether an upgrade takes one of its steps back itself: what is made and dropped on the way needs no downgrade.
 * What is dropped and made anew may be another thing.
 */
export function revertedIn(upgrade: readonly OperationStep[]): (step: OperationStep) => boolean {
  // Most upgrades take nothing away.
  if (!upgrade.some(({ operation }) => TAKES_AWAY.has(operation.kind))) return () => false;
  const names = namesAcross([]);
  const index = indexOperations(upgrade, names);
  const places = new Map(upgrade.map((step, place) => [step, place]));
  const isBefore = (one: OperationStep, other: OperationStep) =>
    (places.get(one) ?? 0) < (places.get(other) ?? 0);
  return (step) => {
    const { operation, isCertain } = step;
    if (!isCertain) return false;
    const near = index.near(operation);
    if (TAKES_AWAY.has(operation.kind)) {
      return near.some(
        (made) =>
          isBefore(made, step) &&
          !mayHoldRows(made.operation) &&
          isUndoneBy(made.operation, { by: operation, names }),
      );
    }
    const upgraded = near.map((one) => one.operation);
    return near
      .filter((one) => one.isCertain && TAKES_AWAY.has(one.operation.kind) && isBefore(step, one))
      .some(({ operation: by }) => isTaken(operation, by, upgraded));
  };
}

/** Made unless it was there: then what takes it away takes rows that were there before. */
function mayHoldRows(made: Operation): boolean {
  if (made.kind === 'create-table') return made.ifNotExists !== false && !made.isTemporary;
  return made.kind === 'add-column' && made.ifNotExists !== false;
}

function isTaken(operation: Operation, by: Operation, upgrade: readonly Operation[]): boolean {
  const names = namesAcross([]);
  if (isUndoneBy(operation, { by, names })) return true;
  if (by.kind !== 'drop-table') return false;
  const isCounterpart = upgrade.some((one) => isUndoneBy(one, { by, names }));
  return coveredBy(operation, { by, isCounterpart, upgrade, names }) === 'yes';
}
