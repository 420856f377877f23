/** Whether two maps have the same keys, in any order, and the same values behind them. */
export function isSameMap<Key, Value>(
  one: ReadonlyMap<Key, Value>,
  other: ReadonlyMap<Key, Value>,
  isSame: (one: Value, other: Value) => boolean = Object.is,
): boolean {
  if (one.size !== other.size) return false;
  for (const [key, value] of one) {
    const found = other.get(key);
    if (found === undefined || !isSame(value, found)) return false;
  }
  return true;
}
