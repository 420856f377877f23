import { spelling } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { renamedTable } from '../../operations/same-names.ts';
import { searchPathChanges } from '../../operations/search-path-changes.ts';
import type { StepOf } from '../judged-upgrade.ts';

/**
 * Whether a table that the migration has made under a name of its own gets a name that the migration has freed before: no
 * release knows the name that goes. That holds past a step of which nobody knows what it does, where nothing else of the
 * table does: CREATE TABLE works where no table has the name.
 */
export function takesFreedName({
  upgrade: { steps },
  operation,
  index,
  isCertain,
}: StepOf<'rename-table'>): boolean {
  const [from, to] = [operation.table, renamedTable(operation)];
  if (!from.isKnown || !to.isKnown) return false;
  const [own, freed] = [spelling(from), spelling(to)];
  const made = steps.findLastIndex(
    (step, at) =>
      at < index &&
      step.kind === 'operation' &&
      (step.isCertain || !isCertain) &&
      step.shift !== 'undone' &&
      makes(step.operation, own),
  );
  if (made === -1 || searchPathChanges(steps).statedBefore(from, index) > made) return false;
  const frees = (name: string, end: number) =>
    steps.some((step, at) => at < end && step.kind === 'operation' && freesName(step.operation, name));
  return frees(freed, index) && !frees(own, made);
}

function makes(operation: Operation, name: string): boolean {
  if (operation.kind !== 'create-table' || operation.isTemporary) return false;
  return operation.ifNotExists === false && spelling(operation.table) === name;
}

function freesName(operation: Operation, name: string): boolean {
  switch (operation.kind) {
    case 'drop-table':
    case 'rename-table':
    case 'set-table-schema':
      return spelling(operation.table) === name;
    default:
      return false;
  }
}
