import { operationTable } from './covered-by.ts';
import { asTable } from './name.ts';
import type { Operation, OperationStep } from './operation.ts';
import { nameText, renamedObject, type SameNames } from './same-names.ts';
import { isTableBound } from './table-bound-object.ts';

/** Steps by what they are about, so that not each has to be held against each. */
export interface OperationIndex {
  /** Steps that share a table or a name with the operation, in their order, and those that concern everything. */
  readonly near: (operation: Operation) => readonly OperationStep[];
}

export function indexOperations(steps: readonly OperationStep[], names: SameNames): OperationIndex {
  const found = placed(steps, names);
  const near = (operation: Operation): readonly OperationStep[] => {
    if (isTableBound(operation)) return steps;
    const lists: (readonly OperationStep[])[] = found.everywhere.length === 0 ? [] : [found.everywhere];
    eachPlace(operation, names, (by, key) => {
      const there = found[by].get(key);
      if (there !== undefined) lists.push(there);
    });
    const [first = NO_STEPS, ...more] = lists;
    // Mostly what is done to one table, as it stands.
    return more.length === 0 ? first : [...new Set(lists.flat())];
  };
  return { near };
}

const NO_STEPS: readonly OperationStep[] = [];

/** What steps are looked up by. */
type By = 'table' | 'object' | 'index';

interface PlacedSteps extends Readonly<Record<By, Map<string, OperationStep[]>>> {
  readonly everywhere: OperationStep[];
}

function placed(steps: readonly OperationStep[], names: SameNames): PlacedSteps {
  const found: PlacedSteps = { everywhere: [], table: new Map(), object: new Map(), index: new Map() };
  for (const step of steps) {
    const { operation } = step;
    eachPlace(operation, names, (by, key) => {
      const there = found[by].get(key);
      if (there === undefined) found[by].set(key, [step]);
      else if (there.at(-1) !== step) there.push(step);
    });
    if ('object' in operation && operation.object === 'schema') found.everywhere.push(step);
  }
  return found;
}

function eachPlace(operation: Operation, names: SameNames, call: (by: By, key: string) => void): void {
  switch (operation.kind) {
    case 'truncate':
      for (const table of operation.tables) call('table', names.tableRoot(table));
      break;
    case 'create-object':
    case 'drop-object':
    case 'rename-object':
      call('object', nameText(operation.name));
      // Its indexes go with it.
      if (operation.object === 'materialized-view') call('table', names.tableRoot(asTable(operation.name)));
      if (operation.kind === 'rename-object') call('object', nameText(renamedObject(operation)));
      break;
    default:
      eachOfTable(operation, names, call);
  }
}

function eachOfTable(operation: Operation, names: SameNames, call: (by: By, key: string) => void): void {
  const table = operationTable(operation);
  if (table !== undefined) call('table', names.tableRoot(table));
  if (operation.kind === 'add-constraint' && operation.constraint.kind === 'foreign-key') {
    call('table', names.tableRoot(operation.constraint.target.table));
  }
  // Whoever drops an index need not name its table.
  const isIndex = operation.kind === 'create-index' || operation.kind === 'drop-index';
  if (isIndex && operation.name !== undefined) call('index', nameText(operation.name));
}
