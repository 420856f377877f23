import { tableOf } from './covered-by.ts';
import type { Operation, OperationStep } from './operation.ts';
import { nameText, type SameNames } from './same-names.ts';
import { isOfSomeTable } from './some-table.ts';

/** Steps by what they are about, so that not each has to be held against each. */
export interface OperationIndex {
  /** Steps that share a table or a name with the operation, in their order, and those that concern everything. */
  readonly near: (operation: Operation) => readonly OperationStep[];
}

export function indexOperations(steps: readonly OperationStep[], names: SameNames): OperationIndex {
  const places = new Map<string, OperationStep[]>();
  for (const step of steps) {
    for (const place of placesOf(step.operation, names)) {
      const there = places.get(place);
      if (there === undefined) places.set(place, [step]);
      else there.push(step);
    }
  }
  const near = (operation: Operation): readonly OperationStep[] => {
    if (isOfSomeTable(operation)) return steps;
    const found = [EVERYWHERE, ...placesOf(operation, names)].flatMap((place) => {
      const there = places.get(place);
      return there === undefined ? [] : [there];
    });
    // Mostly what is done to one table, as it stands.
    return found.length === 1 ? (found[0] ?? []) : [...new Set(found.flat())];
  };
  return { near };
}

const EVERYWHERE = '';

function placesOf(operation: Operation, names: SameNames): readonly string[] {
  switch (operation.kind) {
    case 'truncate':
      return operation.tables.map((table) => `table ${names.tableRoot(table)}`);
    case 'create-object':
    case 'drop-object':
    case 'rename-object':
      return [...objectPlaces(operation), ...(operation.object === 'schema' ? [EVERYWHERE] : [])];
    default:
      return [...tablePlaces(operation, names), ...namePlaces(operation)];
  }
}

function objectPlaces(operation: Extract<Operation, { readonly object: unknown }>): readonly string[] {
  const place = `object ${nameText(operation.name)}`;
  return operation.kind === 'rename-object' ? [place, `object ${nameText(operation.to)}`] : [place];
}

function tablePlaces(operation: Operation, names: SameNames): readonly string[] {
  const table = tableOf(operation);
  const constraint = operation.kind === 'add-constraint' ? operation.constraint : undefined;
  const target = constraint?.kind === 'foreign-key' ? constraint.target.table : undefined;
  return [table, target].flatMap((one) => (one === undefined ? [] : [`table ${names.tableRoot(one)}`]));
}

/** Whoever drops an index need not name its table. */
function namePlaces(operation: Operation): readonly string[] {
  if (operation.kind !== 'create-index' && operation.kind !== 'drop-index') return [];
  return operation.name === undefined ? [] : [`index ${nameText(operation.name)}`];
}
