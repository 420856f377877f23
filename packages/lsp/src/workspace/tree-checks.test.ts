import { expect, test } from 'vitest';

import { LOCK, SOURCE_URI, span, unpinned, verdict } from '../testing/sample-verdict.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import type { CheckThread } from '../worker/thread.ts';
import { createTreeChecks, withoutOpen } from './tree-checks.ts';

function setUp(answer: () => readonly PolicyVerdict[]) {
  let asked = 0;
  const thread: CheckThread = {
    ask: async () => {
      asked += 1;
      return answer();
    },
    query: () => Promise.reject(new Error('nobody looks')),
    opened: () => {},
    closed: () => {},
    invalidate: () => {},
    warm: () => {},
    restart: () => {},
    stop: async () => {},
  };
  const told: (readonly string[])[] = [];
  const trees = createTreeChecks({
    folders: () => ['file:///work/shop'],
    withThread: (use) => use(thread),
    checked: (folders) => told.push(folders),
  });
  return { trees, asked: () => asked, told };
}

test('nothing is judged whole before somebody asks', async () => {
  const { trees, asked } = setUp(() => [verdict()]);
  expect(await trees.current()).toEqual([]);
  trees.invalidate();
  expect(await trees.current()).toEqual([]);
  expect(asked()).toBe(0);
});

test('from then on it is judged again when something has changed', async () => {
  const { trees, asked } = setUp(() => [verdict()]);
  await trees.check();
  await trees.current();
  expect(asked()).toBe(1);
  trees.invalidate();
  expect(await trees.current()).toEqual([{ folder: 'file:///work/shop', verdicts: [verdict()] }]);
  expect(asked()).toBe(2);
});

test('every check that came to an end is told, also one that nobody asked for by name', async () => {
  let works = true;
  const { trees, told } = setUp(() => {
    if (works) return [verdict()];
    throw new Error('gone');
  });
  await trees.check();
  trees.invalidate();
  await trees.current();
  expect(told).toEqual([['file:///work/shop'], ['file:///work/shop']]);
  works = false;
  await expect(trees.check()).rejects.toThrow('gone');
  expect(told).toHaveLength(2);
});

test('when judging again fails, what was found before stays', async () => {
  let works = true;
  const { trees, asked } = setUp(() => {
    if (works) return [verdict()];
    throw new Error('gone');
  });
  const first = await trees.check();
  works = false;
  trees.invalidate();
  expect(await trees.current()).toEqual(first);
  await trees.current();
  expect(asked()).toBe(2);
  await expect(trees.check()).rejects.toThrow('gone');
});

test('open documents answer for themselves', () => {
  const closed = unpinned(0, { at: span(LOCK, 0, [0, 5]) });
  const whole = unpinned(2, { at: undefined });
  const { findings } = withoutOpen(verdict({ findings: [unpinned(1), closed, whole] }), [SOURCE_URI]);
  expect(findings).toEqual([closed, whole]);
});
