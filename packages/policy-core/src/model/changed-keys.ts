/** Keys of other values; `undefined` where there are other keys, or in another order. */
export function changedKeys<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  now: ReadonlyMap<Key, Value>,
): readonly Key[] | undefined {
  if (before.size !== now.size) return undefined;
  const changed: Key[] = [];
  const [keys, values, nowValues] = [before.keys(), before.values(), now.values()];
  for (const key of now.keys()) {
    if (key !== keys.next().value) return undefined;
    if (values.next().value !== nowValues.next().value) changed.push(key);
  }
  return changed;
}
