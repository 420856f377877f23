import { memoizeByObject } from '../../model/memoize.ts';
import type { JudgedUpgrade, StepOf } from './judged-upgrade.ts';
import { tableKey } from '../operations/name.ts';
import type { Operation, Step } from '../operations/operation.ts';

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
  const name = operation.column.text;
  const given = namingsOf(upgrade, key, name);
  const later = given.findLast(({ from, at }) => from !== undefined && at > index);
  if (later?.from !== undefined) return { oldNames: [name], newNames: [later.from] };
  const away = given.findLast(({ from, at }) => from !== undefined && at < index);
  if (away?.from === undefined) return undefined;
  const taker = namingsOf(upgrade, key, away.from).findLast(({ at }) => at > away.at);
  if (taker === undefined) return undefined;
  const { from: first = away.from } = taker;
  return { oldNames: [away.from, name], newNames: [...new Set([first, away.from])] };
}

/** What a column that is dropped was called before the migration; `undefined` where that is its name still. */
export function formerName({ upgrade, operation, index }: StepOf<'drop-column'>): string | undefined {
  const key = tableKey(operation.table);
  if (key === undefined || !operation.column.isKnown) return undefined;
  const own = operation.column.text;
  let [name, end] = [own, index];
  for (;;) {
    const before = namingsOf(upgrade, key, name).findLast(({ from, at }) => from !== undefined && at < end);
    if (before?.from === undefined) return name === own ? undefined : name;
    [name, end] = [before.from, before.at];
  }
}

/** A column gets a name: it is renamed, or added, and had none. */
interface Naming {
  readonly from: string | undefined;
  readonly at: number;
}

/** How a column of the table comes to that name, in the order of running. */
function namingsOf({ steps }: JudgedUpgrade, table: string, name: string): readonly Naming[] {
  return namingsIn(steps).get(keyOf(table, name)) ?? [];
}

/** By table and name. Each drop asks. */
const namingsIn = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, readonly Naming[]> => {
  const found = new Map<string, Naming[]>();
  for (const [at, step] of steps.entries()) {
    const named = step.kind === 'operation' ? namedBy(step.operation) : undefined;
    if (named === undefined) continue;
    const before = found.get(named.key);
    if (before === undefined) found.set(named.key, [{ from: named.from, at }]);
    else before.push({ from: named.from, at });
  }
  return found;
});

function namedBy(
  operation: Operation,
): { readonly key: string; readonly from: string | undefined } | undefined {
  if (operation.kind !== 'rename-column' && operation.kind !== 'add-column') return undefined;
  const table = tableKey(operation.table);
  if (table === undefined) return undefined;
  return operation.kind === 'add-column'
    ? { key: keyOf(table, operation.column.name.text), from: undefined }
    : { key: keyOf(table, operation.to.text), from: operation.column.text };
}

function keyOf(table: string, name: string): string {
  return `${table}\n${name}`;
}
