/** Values by key. Above its limit it drops the one that was used the longest ago. */
export interface LruCache<Value> {
  /** Counts as a use. `undefined` for a key that is not there any more. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  clear(): void;
}

export function createLruCache<Value>(limit: number): LruCache<Value> {
  // A map keeps the order in which its keys were set: the first one was used the longest ago.
  const values = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > limit && oldest !== undefined) values.delete(oldest);
  };
  return {
    get: (key) => {
      const value = values.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    delete: (key) => void values.delete(key),
    clear: () => values.clear(),
  };
}
