import { expect, test } from 'vitest';

import { createAsyncCache, MOST_RESULTS } from './async-cache.ts';

test('the same question is asked once, until everything is forgotten', async () => {
  const cache = createAsyncCache();
  let asked = 0;
  const ask = () => Promise.resolve((asked += 1));
  expect([await cache.getOrAsk('q', ask), await cache.getOrAsk('q', ask)]).toEqual([1, 1]);
  cache.clear();
  expect(await cache.getOrAsk('q', ask)).toBe(2);
});

test('two who ask at once get one answer', async () => {
  const cache = createAsyncCache();
  const answer = { of: 'git' };
  const [one, two] = await Promise.all([
    cache.getOrAsk('q', () => Promise.resolve(answer)),
    cache.getOrAsk('q', () => Promise.reject(new Error('It is being asked already.'))),
  ]);
  expect(one).toBe(answer);
  expect(two).toBe(answer);
});

test('a failure is not remembered', async () => {
  const cache = createAsyncCache();
  await expect(cache.getOrAsk('q', () => Promise.reject(new Error('git failed')))).rejects.toThrow(
    'git failed',
  );
  expect(await cache.getOrAsk('q', () => Promise.resolve('better'))).toBe('better');
});

test('what was not asked for the longest is forgotten first', async () => {
  const cache = createAsyncCache();
  const ask = (answer: number) => () => Promise.resolve(answer);
  for (let index = 0; index < MOST_RESULTS; index += 1) await cache.getOrAsk(`q${index}`, ask(index));
  await cache.getOrAsk('q0', ask(-1));
  await cache.getOrAsk('more', ask(0));
  expect(await cache.getOrAsk('q0', ask(-2))).toBe(0);
  expect(await cache.getOrAsk('q1', ask(-2))).toBe(-2);
});
