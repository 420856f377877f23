import { expect, test } from 'vitest';

import { createLruCache } from './lru-cache.ts';

test('what was used the longest ago is dropped first', () => {
  const cache = createLruCache<number>(2);
  cache.set('one', 1);
  cache.set('two', 2);
  cache.get('one');
  cache.set('three', 3);
  expect([cache.get('one'), cache.get('two'), cache.get('three')]).toEqual([1, undefined, 3]);
});

test('a value can be replaced, deleted, and all of them cleared', () => {
  const cache = createLruCache<number>(2);
  cache.set('one', 1);
  cache.set('one', 10);
  cache.set('two', 2);
  expect(cache.get('one')).toBe(10);
  cache.delete('one');
  expect(cache.get('one')).toBeUndefined();
  cache.clear();
  expect(cache.get('two')).toBeUndefined();
});
