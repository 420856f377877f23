import { expect, test } from 'vitest';

import { LOCK, SOURCE_URI, span, unpinned, verdict } from '../testing/sample-verdict.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, TookTooLong, type CheckThread } from '../worker/thread.ts';
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
  const failures: unknown[] = [];
  const trees = createTreeChecks({
    folders: () => ['file:///work/shop'],
    withThread: (use) => use(thread),
    checked: (folders) => told.push(folders),
    failed: (error) => failures.push(error),
  });
  return { trees, asked: () => asked, told, failures };
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

test.each([
  ['failed', new Error('gone'), 'Checking the workspace failed. The log says why.'],
  [
    'took too long',
    new TookTooLong(),
    'Checking the workspace took too long, so it was stopped. It is tried again when a file changes.',
  ],
])('a check that %s is no pass: it is said until one comes to an end', async (_, error, problem) => {
  let works = false;
  const { trees, failures } = setUp(() => {
    if (works) return [verdict()];
    throw error;
  });
  expect(trees.problem).toBeUndefined();
  await expect(trees.check()).rejects.toBe(error);
  expect(trees.problem).toBe(problem);
  expect(failures).toEqual([error]);
  works = true;
  await trees.check();
  expect(trees.problem).toBeUndefined();
});

test('a check that was cancelled says nothing of what is there', async () => {
  const { trees, failures } = setUp(() => {
    throw new Cancelled();
  });
  await expect(trees.check()).rejects.toThrow(Cancelled);
  expect(trees.problem).toBeUndefined();
  expect(failures).toEqual([]);
});

test('open documents answer for themselves', () => {
  const closed = unpinned(0, { at: span(LOCK, 0, [0, 5]) });
  const whole = unpinned(2, { at: undefined });
  const { findings } = withoutOpen(verdict({ findings: [unpinned(1), closed, whole] }), [SOURCE_URI]);
  expect(findings).toEqual([closed, whole]);
});
