import type { StepOf } from '../judged-upgrade.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';

/** The migration deletes every row before, so that none is in the way. */
export function isEmptied({
  upgrade: { steps },
  operation,
  index,
}: StepOf<'add-column' | 'drop-column'>): boolean {
  const first = firstEmptied.get(steps) ?? firstEmptiedIn(steps);
  firstEmptied.set(steps, first);
  return (first.get(tableKey(operation.table)) ?? index) < index;
}

/** By table. Each column asks. */
const firstEmptied = new WeakMap<readonly Step[], ReadonlyMap<string | undefined, number>>();

function firstEmptiedIn(steps: readonly Step[]): ReadonlyMap<string | undefined, number> {
  const first = new Map<string | undefined, number>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'operation' || !step.isCertain || isOfMerge(step, steps[index - 1])) continue;
    for (const table of emptied(step.operation)) {
      const key = tableKey(table);
      if (key !== undefined && !first.has(key)) first.set(key, index);
    }
  }
  return first;
}

/** What MERGE deletes is what it finds a row for, and it may insert others. */
function isOfMerge({ start, end }: Step, before: Step | undefined): boolean {
  if (before?.kind !== 'operation' || before.operation.kind !== 'change-rows') return false;
  return before.operation.verb === 'merge' && before.start === start && before.end === end;
}

function emptied(operation: Operation): readonly TableName[] {
  if (operation.kind === 'truncate') return operation.tables;
  if (operation.kind !== 'change-rows' || operation.verb !== 'delete' || operation.isFiltered) return [];
  // With USING no row goes where the other table has none.
  return (operation.reads ?? []).length === 0 ? [operation.table] : [];
}
