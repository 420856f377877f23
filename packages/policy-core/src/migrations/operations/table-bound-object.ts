import type { Operation } from './operation.ts';

/** A trigger, a policy or a sequence may belong to any table. */
export function isTableBound(operation: Operation): boolean {
  return operation.kind === 'create-object' && ['trigger', 'policy', 'sequence'].includes(operation.object);
}
