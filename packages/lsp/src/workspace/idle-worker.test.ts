import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { OpenDocument } from '../worker/overlay.ts';
import type { CheckThread } from '../worker/thread.ts';
import { createIdleWorker } from './idle-worker.ts';

const IDLE_MS = 30_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const told: string[] = [];
  let started = 0;
  let documents: readonly OpenDocument[] = [];
  const start = (): CheckThread => {
    started += 1;
    const name = started;
    return {
      ask: () => Promise.resolve([]),
      query: () => Promise.reject(new Error('nobody looks')),
      opened: ({ uri, version }) => told.push(`${name}: opened ${uri} ${version}`),
      closed: (uri) => told.push(`${name}: closed ${uri}`),
      invalidate: () => told.push(`${name}: outdated`),
      warm: () => {},
      restart: () => {},
      stop: async () => void told.push(`${name}: stopped`),
    };
  };
  const kept = createIdleWorker({ start, documents: () => documents, idleMs: IDLE_MS });
  const open = (...now: readonly (readonly [uri: string, version: number])[]) =>
    (documents = now.map(([uri, version]) => ({ uri, version, text: '' })));
  return { kept, told, open };
}

const nothing = () => Promise.resolve();

describe('a thread that is kept', () => {
  test('answers again, looks anew, and hears only which documents are others now', async () => {
    const { kept, told, open } = setUp();
    open(['a', 1], ['b', 1]);
    await kept.use(nothing);
    open(['b', 2], ['c', 1]);
    await kept.use(nothing);
    open(['b', 2], ['c', 1]);
    await kept.use(nothing);
    expect(told).toEqual([
      '1: outdated',
      '1: opened a 1',
      '1: opened b 1',
      '1: outdated',
      '1: closed a',
      '1: opened b 2',
      '1: opened c 1',
      '1: outdated',
    ]);
  });

  test('ends when nobody has used it for a while, and the next use starts another', async () => {
    const { kept, told } = setUp();
    await kept.use(nothing);
    vi.advanceTimersByTime(IDLE_MS - 1);
    await kept.use(nothing);
    vi.advanceTimersByTime(IDLE_MS);
    await kept.use(nothing);
    expect(told).toEqual(['1: outdated', '1: outdated', '1: stopped', '2: outdated']);
  });

  test('does not end while somebody still waits, also when another use failed', async () => {
    const { kept, told } = setUp();
    let answer: () => void = () => undefined;
    const long = kept.use(() => new Promise<void>((done) => (answer = done)));
    await expect(kept.use(() => Promise.reject(new Error('cancelled')))).rejects.toThrow('cancelled');
    vi.advanceTimersByTime(2 * IDLE_MS);
    expect(told).not.toContain('1: stopped');
    answer();
    await long;
    vi.advanceTimersByTime(IDLE_MS);
    expect(told).toContain('1: stopped');
  });

  test('is stopped at once where that is asked for', async () => {
    const { kept, told } = setUp();
    await kept.use(nothing);
    await kept.stop();
    await kept.stop();
    vi.advanceTimersByTime(2 * IDLE_MS);
    expect(told).toEqual(['1: outdated', '1: stopped']);
  });
});
