import { isSurelyNewTable } from './migration-step.ts';
import type { TableDrop } from './table-drops.ts';

/**
 * Whether what is dropped there is always a table that the same migration made before: nobody can miss what is
 * in it.
 */
export function isCreatedAndDropped({ steps }: TableDrop): boolean {
  return steps.every((step) => isSurelyNewTable(step, step.operation.table));
}
