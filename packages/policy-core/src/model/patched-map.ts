/** A map with the keys of another, in its order, and other values at some of them: nothing is copied but those. */
class PatchedMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly base: ReadonlyMap<Key, Value>;
  readonly patch: ReadonlyMap<Key, Value>;

  constructor(base: ReadonlyMap<Key, Value>, patch: ReadonlyMap<Key, Value>) {
    this.base = base;
    this.patch = patch;
  }

  get size(): number {
    return this.base.size;
  }

  has(key: Key): boolean {
    return this.base.has(key);
  }

  get(key: Key): Value | undefined {
    return this.patch.has(key) ? this.patch.get(key) : this.base.get(key);
  }

  keys(): MapIterator<Key> {
    return this.base.keys();
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const entry of this.base) {
      const [key] = entry;
      // Sound: what the patch has a key for is one of its values.
      yield this.patch.has(key) ? [key, this.patch.get(key) as Value] : entry;
    }
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }
}

/** The same map with these values. Takes as long as there are of them, where all keys are there already. */
export function withValues<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  values: Iterable<readonly [Key, Value]>,
): ReadonlyMap<Key, Value> {
  const { base, patch } = partsOf(map);
  const patched = new Map(patch);
  let isAlike = true;
  for (const [key, value] of values) {
    isAlike &&= base.has(key);
    patched.set(key, value);
  }
  if (patched.size === 0) return map;
  return isAlike ? new PatchedMap(base, patched) : new Map([...base, ...patched]);
}

/** Keys of other values; `undefined` where there are other keys, or in another order. */
export function changedKeys<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  now: ReadonlyMap<Key, Value>,
): readonly Key[] | undefined {
  const [one, other] = [partsOf(before), partsOf(now)];
  if (one.base === other.base) {
    const patched = new Set([...one.patch.keys(), ...other.patch.keys()]);
    return [...patched].filter((key) => before.get(key) !== now.get(key));
  }
  if (before.size !== now.size) return undefined;
  const changed: Key[] = [];
  const keys = before.keys();
  for (const key of now.keys()) {
    if (key !== keys.next().value) return undefined;
    if (before.get(key) !== now.get(key)) changed.push(key);
  }
  return changed;
}

function partsOf<Key, Value>(map: ReadonlyMap<Key, Value>): Pick<PatchedMap<Key, Value>, 'base' | 'patch'> {
  return map instanceof PatchedMap ? map : { base: map, patch: new Map() };
}
