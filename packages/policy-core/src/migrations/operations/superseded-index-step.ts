import type { OperationStep, Step } from './operation.ts';
import { nameText } from './same-names.ts';

/**
 * Whether a step about an index is one thing with a later one, of which it is said what becomes of it: an index
 * that is dropped where it happens to be there, before one is made of its name, or that becomes a constraint.
 */
export function isSupersededIndexStep(
  { operation, isCertain }: OperationStep,
  later: readonly Step[],
): boolean {
  if (operation.kind === 'drop-index' && !isCertain) {
    return later.some((step) => indexMadeBy(step) === nameText(operation.name));
  }
  if (operation.kind !== 'create-index' || operation.name === undefined) return false;
  const name = nameText(operation.name);
  return later.some((step) => indexTakenBy(step) === name);
}

function indexMadeBy(step: Step): string | undefined {
  if (step.kind !== 'operation' || step.operation.kind !== 'create-index') return undefined;
  const { name } = step.operation;
  return name && nameText(name);
}

/** By its own name: under another one PostgreSQL calls the index anew, and what is written does not say so. */
function indexTakenBy(step: Step): string | undefined {
  if (step.kind !== 'operation' || step.operation.kind !== 'add-constraint') return undefined;
  const { constraint } = step.operation;
  const takesOver = 'usingIndex' in constraint && constraint.usingIndex;
  return takesOver && constraint.name !== undefined ? nameText(constraint.name) : undefined;
}
