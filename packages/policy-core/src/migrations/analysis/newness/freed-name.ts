import { memoizeByObject } from '../../../model/memoize.ts';
import { spelling } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import { renamedTable } from '../../operations/same-names.ts';
import { searchPathChanges } from '../../operations/search-path-changes.ts';
import type { StepOf } from '../judged-upgrade.ts';

/**
 * Whether a table that the migration has made under a name of its own gets a name that the migration has freed before: no
 * release knows the name that goes. That holds past a step of which nobody knows what it does, where nothing else of the
 * table does: CREATE TABLE works where no table has the name.
 */
export function takesFreedName({ upgrade, operation, index, isCertain }: StepOf<'rename-table'>): boolean {
  const { steps } = upgrade;
  const [from, to] = [operation.table, renamedTable(operation)];
  if (!from.isKnown || !to.isKnown) return false;
  const { made, freed } = namesIn(steps);
  const making = made.get(spelling(from))?.findLast((one) => one.at < index && (one.isCertain || !isCertain));
  if (making === undefined || searchPathChanges(steps).statedBefore(from, index) > making.at) return false;
  const isFreed = (name: string, end: number) => (freed.get(name) ?? Infinity) < end;
  return isFreed(spelling(to), index) && !isFreed(spelling(from), making.at);
}

interface Names {
  /** The steps that make a table of that spelling. */
  readonly made: ReadonlyMap<string, readonly { readonly at: number; readonly isCertain: boolean }[]>;
  /** The first step that takes the name from a table. */
  readonly freed: ReadonlyMap<string, number>;
}

/** Looked for once: each rename asks. */
const namesIn = memoizeByObject((steps: readonly Step[]): Names => {
  const made = new Map<string, { readonly at: number; readonly isCertain: boolean }[]>();
  const freed = new Map<string, number>();
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'operation') continue;
    const { operation, isCertain, shift } = step;
    if (makes(operation) && shift !== 'undone') {
      const name = spelling(operation.table);
      made.set(name, [...(made.get(name) ?? []), { at, isCertain }]);
    }
    const gone = freedBy(operation);
    if (gone !== undefined && !freed.has(gone)) freed.set(gone, at);
  }
  return { made, freed };
});

function makes(operation: Operation): operation is Extract<Operation, { readonly kind: 'create-table' }> {
  return operation.kind === 'create-table' && !operation.isTemporary && operation.ifNotExists === false;
}

function freedBy(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'drop-table':
    case 'rename-table':
    case 'set-table-schema':
      return spelling(operation.table);
    default:
      return undefined;
  }
}
