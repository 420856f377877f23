import { expect, test } from 'vitest';

import { documentThreads, LARGE_DOCUMENT } from './document-threads.ts';
import type { CheckThread } from './thread.ts';

const LARGE = 'x'.repeat(LARGE_DOCUMENT + 1);

function setUp() {
  const heard: string[] = [];
  const fake = (name: string): CheckThread => ({
    ask: async (question) => {
      heard.push(`${name} judges ${'uri' in question ? question.uri : question.folder}`);
      return [];
    },
    query: () => Promise.reject(new Error('Nothing is asked beside verdicts.')),
    opened: ({ uri }) => void heard.push(`${name} opens ${uri}`),
    closed: (uri) => void heard.push(`${name} closes ${uri}`),
    invalidate: () => void heard.push(`${name} looks again`),
    warm: () => void heard.push(`${name} starts`),
    restart: () => void heard.push(`${name} ends`),
    stop: async () => void heard.push(`${name} stops`),
  });
  const threads = documentThreads(fake('one'), fake('large'));
  const open = (uri: string, text: string) => threads.opened({ uri, version: 1, text });
  const judge = (uri: string) => threads.ask({ kind: 'document', uri, folder: undefined });
  /** What was heard since the last time. */
  return { threads, open, judge, told: () => heard.splice(0) };
}

test('a large document has a worker of its own, and both know all that is open', async () => {
  const { open, judge, told } = setUp();
  open('a.sql', LARGE);
  open('b.sql', 'x');
  expect(told()).toEqual(['one opens a.sql', 'large opens a.sql', 'one opens b.sql', 'large opens b.sql']);
  await judge('a.sql');
  await judge('b.sql');
  expect(told()).toEqual(['large judges a.sql', 'one judges b.sql']);
});

test('what is asked of no document is asked of the other worker, which starts early', async () => {
  const { threads, open, told } = setUp();
  open('a.sql', LARGE);
  told();
  await threads.ask({ kind: 'policy', folder: 'shop' });
  threads.warm();
  expect(told()).toEqual(['one judges shop', 'one starts']);
});

test('it ends with the last of them, closed or made small', () => {
  const { threads, open, told } = setUp();
  open('a.sql', LARGE);
  open('b.sql', LARGE);
  threads.closed('a.sql');
  expect(told()).not.toContain('large ends');
  open('b.sql', 'x');
  expect(told()).toContain('large ends');
  threads.closed('b.sql');
  expect(told()).not.toContain('large ends');
});

test('both look again, begin anew and stop', async () => {
  const { threads, told } = setUp();
  threads.invalidate();
  threads.restart();
  await threads.stop();
  expect(told()).toEqual([
    'one looks again',
    'large looks again',
    'one ends',
    'large ends',
    'one stops',
    'large stops',
  ]);
});
