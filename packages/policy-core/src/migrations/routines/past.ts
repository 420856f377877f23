import { allNow, latest, newVersioned, setFrom, takeBack, type Changes } from '../../model/versioned.ts';

/** What is known at each moment of a history, one an upgrade. The last moments can be taken back. */
export interface Past {
  readonly changes: Changes;
  /** The moment of the upgrade that is followed now. */
  at: number;
}

/** A map whose last changes can be taken back. Its values are never changed, only replaced. */
export interface PastMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  /** In the order in which their keys were first set. */
  values(): readonly Value[];
  readonly size: number;
}

export function newPast(): Past {
  return { changes: [], at: 0 };
}

export function pastMap<Value>(past: Past): PastMap<Value> {
  const held = newVersioned<string, Value>(past.changes);
  return {
    get: (key) => latest(held, key),
    set: (key, value) => setFrom(held, { key, at: past.at }, value),
    values: () => allNow(held).map(([, value]) => value),
    get size() {
      return held.newest.size;
    },
  };
}

/** Goes back to a moment, at which there had been so many changes. */
export function returnTo(past: Past, at: number, changes: number): void {
  takeBack(past.changes, changes, at);
  past.at = at;
}
