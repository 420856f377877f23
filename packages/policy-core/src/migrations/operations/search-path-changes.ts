import { memoizeByObject } from '../../model/memoize.ts';
import { hasSchema, spelling, type TableName } from './name.ts';
import type { Operation, OperationStep, Step, UnclearStep } from './operation.ts';

/** Where names get another meaning while the steps of a migration run. */
export interface SearchPathChanges {
  /** The last such place for that name before a step; -1 where there is none. An unclear step is one. */
  readonly before: (table: TableName, index: number) => number;
  /** The same without what only may be one. */
  readonly statedBefore: (table: TableName, index: number) => number;
}

export const searchPathChanges: (steps: readonly Step[]) => SearchPathChanges = memoizeByObject(
  (steps: readonly Step[]) => {
    const joins = joinsOfNew(steps);
    const places = steps.flatMap((step, index) =>
      joins.has(step) ? [] : placesOf(step, { index, before: steps[index - 1] }),
    );
    const all = lastBefore(places, steps.length);
    const stated = lastBefore(
      places.filter(({ isStated }) => isStated),
      steps.length,
    );
    const named = places.filter(({ names }) => names !== undefined);
    return {
      before: (table, index) => Math.max(all(table, index), lastOf(named, table, index)),
      statedBefore: (table, index) => stated(table, index),
    };
  },
);

interface Place {
  /** Between two steps: what does more than its operation may do it before that, or after. */
  readonly at: number;
  /** Without a schema the search path decides, and temporary tables go first. */
  readonly reach: 'bare-names' | 'every-name' | 'names';
  /** Of tables, without schemas and in lower case; where it reaches no more than those. */
  readonly names?: ReadonlySet<string>;
  readonly isStated: boolean;
}

/**
 * What is done to a table is done to its partitions, too: those that the same steps made just before hold nothing that
 * this could surprise, so that no name means more than it did.
 */
function joinsOfNew(steps: readonly Step[]): ReadonlySet<Step> {
  const made = new Map<string, OperationStep>();
  const found = new Set<Step>();
  for (const step of steps) {
    if (step.kind === 'unclear') {
      made.clear();
      continue;
    }
    const partition = partitionOf(step.operation);
    const maker = partition && made.get(spelling(partition));
    if (maker !== undefined && (maker.isCertain || !step.isCertain)) found.add(step);
    else if (step.shift !== undefined) made.clear();
    if (step.operation.kind === 'create-table') noteMade(made, step, step.operation);
    else if (movesTables(step.operation)) made.clear();
  }
  return found;
}

function partitionOf(operation: Operation): TableName | undefined {
  return operation.kind === 'other' && operation.deed?.kind === 'attach-partition'
    ? operation.deed.partition
    : undefined;
}

function noteMade(
  made: Map<string, OperationStep>,
  step: OperationStep,
  { table, ifNotExists }: Extract<Operation, { readonly kind: 'create-table' }>,
): void {
  if (ifNotExists === false) made.set(spelling(table), step);
}

function movesTables({ kind }: Operation): boolean {
  return kind === 'drop-table' || kind === 'rename-table' || kind === 'set-table-schema';
}

const HALF = 0.5;

function placesOf(
  step: Step,
  { index, before }: { readonly index: number; readonly before: Step | undefined },
): readonly Place[] {
  const places: Place[] = [];
  // Before an autocommit_block() the transaction is committed, and what was set for it alone is gone.
  if (step.autocommit && before?.autocommit !== true) {
    places.push({ at: index - HALF, reach: 'bare-names', isStated: false });
  }
  const at = index + HALF;
  if (step.kind === 'unclear') {
    // It may do anything, and what it does shows nowhere.
    for (const one of placesOfUnclear(step).map((place) => ({ ...place, at }))) places.push(one);
  } else if (changesEvery(step.operation)) {
    places.push({ at, reach: 'every-name', isStated: true });
  } else if (step.shift !== undefined && step.shift !== 'undone') {
    places.push({ at, reach: step.shift, isStated: true });
  }
  return places;
}

function placesOfUnclear({ reach }: UnclearStep): readonly Omit<Place, 'at'>[] {
  if (reach === undefined) return [{ reach: 'every-name', isStated: false }];
  return reach.kind === 'tables' ? [{ reach: 'names', names: new Set(reach.names), isStated: false }] : [];
}

function changesEvery(operation: Operation): boolean {
  switch (operation.kind) {
    case 'drop-all':
      return true;
    case 'rename-object':
      return operation.object === 'schema';
    case 'drop-object':
      // Without CASCADE a schema that can be dropped is empty.
      return operation.object === 'owned' || (operation.object === 'schema' && operation.cascade !== false);
    default:
      return false;
  }
}

const NEVER = -1;

/** Every step asks. */
function lastBefore(places: readonly Place[], steps: number): (table: TableName, index: number) => number {
  if (places.length === 0) return () => NEVER;
  const bare: number[] = [];
  const every: number[] = [];
  let next = 0;
  for (let index = 0; index <= steps; index += 1) {
    bare.push(bare.at(-1) ?? NEVER);
    every.push(every.at(-1) ?? NEVER);
    for (let place = places[next]; place !== undefined && place.at < index; place = places[next]) {
      if (place.reach !== 'names') bare[index] = place.at;
      if (place.reach === 'every-name') every[index] = place.at;
      next += 1;
    }
  }
  return (table, index) => (hasSchema(table) ? every : bare)[Math.min(index, steps)] ?? NEVER;
}

/** What has a name that is not known may have any. */
function lastOf(places: readonly Place[], { text, isKnown }: TableName, index: number): number {
  const words = text.toLowerCase().match(WORDS) ?? [];
  const last = places.findLast(
    ({ at, names }) => at < index && (!isKnown || words.some((word) => names?.has(word) === true)),
  );
  return last?.at ?? NEVER;
}

const WORDS = /[\p{L}\p{N}_$]+/gu;
