import { valueAt, versionAt, versionFrom, type ValueVersion } from './value-version.ts';

/** What each key stands for, at any position. What was set last can be taken back. */
export interface Versioned<Key, Value> {
  readonly newest: Map<Key, ValueVersion<Value>>;
  readonly changes: Changes;
}

/** Everything that was set, in the order of setting; several maps share one list. */
export type Changes = Change[];

interface Change {
  readonly newest: Map<unknown, ValueVersion<unknown>>;
  readonly key: unknown;
}

export function newVersioned<Key, Value>(changes: Changes): Versioned<Key, Value> {
  return { newest: new Map(), changes };
}

/** A position never lies before the last one that was set. */
export function setFrom<Key, Value>(
  { newest, changes }: Versioned<Key, Value>,
  { key, at }: { readonly key: Key; readonly at: number },
  value: Value,
): void {
  newest.set(key, versionFrom(newest.get(key), at, value));
  changes.push({ newest, key });
}

/** The value that holds now. */
export function latest<Key, Value>({ newest }: Versioned<Key, Value>, key: Key): Value | undefined {
  return newest.get(key)?.value;
}

/** The value that held at a position. */
export function heldAt<Key, Value>(
  { newest }: Versioned<Key, Value>,
  key: Key,
  position: number,
): Value | undefined {
  return valueAt(newest.get(key), position);
}

/** All values that held at a position, in the order in which their keys were first set. */
export function allAt<Key, Value>(
  { newest }: Versioned<Key, Value | undefined>,
  position: number,
): readonly Value[] {
  const all: Value[] = [];
  for (const version of newest.values()) {
    const value = valueAt(version, position);
    if (value !== undefined) all.push(value);
  }
  return all;
}

/** All that there is now, with its key. */
export function allNow<Key, Value>({
  newest,
}: Versioned<Key, Value | undefined>): readonly (readonly [Key, Value])[] {
  const all: (readonly [Key, Value])[] = [];
  for (const [key, { value }] of newest) if (value !== undefined) all.push([key, value]);
  return all;
}

/** Takes back what was set behind a position, which is all but the first `count` of the changes. */
export function takeBack(changes: Changes, count: number, position: number): void {
  for (const { newest, key } of changes.splice(count).toReversed()) {
    const version = versionAt(newest.get(key), position);
    if (version === undefined) newest.delete(key);
    else newest.set(key, version);
  }
}
