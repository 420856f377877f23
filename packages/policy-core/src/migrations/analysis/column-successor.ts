import { memoizeByObject } from '../../model/memoize.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { StepOf } from './judged-upgrade.ts';
import { tableKey } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';

/** The column that takes the name of one that is dropped, and so its place. */
export interface Successor {
  /** What the dropped one is called until it goes. */
  readonly oldNames: readonly string[];
  /** What the new one is called until then. */
  readonly newNames: readonly string[];
}

/**
 * `a_new` is renamed to `a` once `a` is dropped; or `a` is renamed to `a_old` first, and `a` is added, or `a_new`
 * renamed to it. `undefined`: no column takes the place.
 */
export function successorOf({ upgrade, operation, index }: StepOf<'drop-column'>): Successor | undefined {
  const key = tableKey(operation.table);
  if (key === undefined || !operation.column.isKnown) return undefined;
  const changes = changesIn(upgrade.steps).filter(({ table }) => table === key);
  const name = operation.column.text;
  const later = changes.findLast(({ from, to, at }) => from !== undefined && to === name && at > index);
  if (later?.from !== undefined) return { oldNames: [name], newNames: [later.from] };
  const away = changes.findLast(({ from, to, at }) => from !== undefined && to === name && at < index);
  if (away?.from === undefined) return undefined;
  const taker = changes.findLast(({ to, at }) => to === away.from && at > away.at);
  if (taker === undefined) return undefined;
  const { from: first = away.from } = taker;
  return { oldNames: [away.from, name], newNames: [...new Set([first, away.from])] };
}

/** What a column that is dropped was called before the migration; `undefined` where that is its name still. */
export function formerName({ upgrade, operation, index }: StepOf<'drop-column'>): string | undefined {
  const key = tableKey(operation.table);
  if (key === undefined || !operation.column.isKnown) return undefined;
  const own = operation.column.text;
  const earlier = changesIn(upgrade.steps).filter(({ table, at }) => table === key && at < index);
  const name = earlier
    .toReversed()
    .reduce((current, { from, to }) => (from !== undefined && to === current ? from : current), own);
  return name === own ? undefined : name;
}

/** A column gets a name: it is renamed, or added, and had none. */
interface Naming {
  readonly table: string | undefined;
  readonly from: string | undefined;
  readonly to: string;
  readonly at: number;
}

/** Each drop asks. */
const changesIn = memoizeByObject((steps: readonly Step[]): readonly Naming[] =>
  steps.flatMap((step, at): readonly Naming[] => {
    if (step.kind !== 'operation') return [];
    const { operation } = step;
    if (operation.kind === 'rename-column') return [renaming(operation, at)];
    if (operation.kind !== 'add-column') return [];
    return [{ table: tableKey(operation.table), from: undefined, to: operation.column.name.text, at }];
  }),
);

function renaming({ table, column, to }: OperationOf<'rename-column'>, at: number): Naming {
  return { table: tableKey(table), from: column.text, to: to.text, at };
}
