import { observed, startOf } from '@lockkeeper/policy-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';

import { verdict } from '../testing/sample-verdict.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { Cancelled, checkThread, TookTooLong, type CheckThread } from './thread.ts';

interface FakeWorker {
  readonly heard: ToWorker[];
  say(message: FromWorker): void;
  end(problem: string): void;
  isTerminated: boolean;
}

const BUDGET_MS = 1_000;
const GRACE_MS = 100;
const LIMITS = { budgetMs: BUDGET_MS, spent: () => spent(), graceMs: GRACE_MS };
const ASKED = { kind: 'document', uri: 'file:///a.txt', folder: undefined } as const;
const OTHER = { kind: 'document', uri: 'file:///b.txt', folder: undefined } as const;

let workers: FakeWorker[];
let moved: number;
let log: string[];
let thread: CheckThread;
/** Milliseconds of the processor that were taken; with nothing else running, as many as the clock's. */
let spent: () => number;

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  moved = 0;
  log = [];
  spent = () => Date.now();
  thread = checkThread({
    start: startFake,
    moved: () => (moved += 1),
    policies: new Map(),
    log: (message) => log.push(message),
    ...LIMITS,
  });
});
afterEach(() => vi.useRealTimers());

describe('a question', () => {
  test('starts a worker, which is told of every open document first', async () => {
    thread.opened({ uri: 'file:///a.txt', version: 1, text: 'a' });
    thread.opened({ uri: 'file:///b.txt', version: 4, text: 'b' });
    thread.closed('file:///a.txt');
    const answer = thread.ask(ASKED);
    expect(worker(0).heard).toEqual([
      { kind: 'opened', uri: 'file:///b.txt', version: 4, text: 'b' },
      { kind: 'question', id: 1, question: ASKED },
    ]);
    worker(0).say({ kind: 'answer', id: 1, verdicts: [verdict()] });
    expect(await answer).toEqual([verdict()]);
  });

  test('about a place is answered with what is to be said of it, or with nothing', async () => {
    const place = {
      kind: 'place',
      uri: 'file:///a.txt',
      position: { line: 0, character: 1 },
    } as const;
    const said = { at: startOf('a.txt'), sentences: ['a.lock:1 locks flask==3.0.3.'] };
    const [first, second] = [thread.query(place), thread.query(place)];
    worker(0).say({ kind: 'looked', id: 1, found: said });
    worker(0).say({ kind: 'looked', id: 2, found: undefined });
    expect([await first, await second]).toEqual([said, undefined]);
  });

  test('waits for the one before it', async () => {
    const first = thread.ask(ASKED);
    const second = thread.ask(OTHER);
    expect(questions(0)).toEqual([ASKED]);
    worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
    expect(questions(0)).toEqual([ASKED, OTHER]);
    worker(0).say({ kind: 'answer', id: 2, verdicts: [verdict()] });
    expect([await first, await second]).toEqual([[], [verdict()]]);
  });

  test('that fails says why, and the next is answered', async () => {
    const first = thread.ask(ASKED);
    const second = thread.ask(OTHER);
    worker(0).say({ kind: 'failed', id: 1, problem: 'The parser is gone.' });
    worker(0).say({ kind: 'answer', id: 2, verdicts: [] });
    await expect(first).rejects.toThrow('The parser is gone.');
    expect(await second).toEqual([]);
  });

  test('that takes too long ends the worker; another goes on', async () => {
    const first = thread.ask(ASKED);
    const second = thread.ask(OTHER);
    vi.advanceTimersByTime(BUDGET_MS);
    await expect(first).rejects.toBeInstanceOf(TookTooLong);
    expect(worker(0).isTerminated).toBe(true);
    expect(questions(1)).toEqual([OTHER]);
    worker(1).say({ kind: 'answer', id: 2, verdicts: [] });
    expect(await second).toEqual([]);
    expect(log).toEqual(['A check was ended because it took too long: file:///a.txt.']);
  });

  test('may take longer by the clock where the machine is busy with other things', async () => {
    spent = () => Date.now() / 2;
    const first = thread.ask(ASKED);
    vi.advanceTimersByTime(BUDGET_MS * 1.9);
    worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
    expect(await first).toEqual([]);
    const second = thread.ask(OTHER);
    vi.advanceTimersByTime(BUDGET_MS * 2);
    await expect(second).rejects.toBeInstanceOf(TookTooLong);
  });

  test('may not wait for ever, though it takes nothing of the processor', async () => {
    spent = () => 0;
    const answer = thread.ask(ASKED);
    vi.advanceTimersByTime(BUDGET_MS * 3);
    await expect(answer).rejects.toBeInstanceOf(TookTooLong);
    expect(log).toEqual(['A check was ended because it took too long: file:///a.txt.']);
  });

  test('survives a worker that ended by itself only as an error', async () => {
    const first = thread.ask(ASKED);
    worker(0).end('out of memory');
    await expect(first).rejects.toThrow('out of memory');
    const second = thread.ask(OTHER);
    worker(1).say({ kind: 'answer', id: 2, verdicts: [] });
    expect(await second).toEqual([]);
    expect(log).toEqual(['The checking thread ended: out of memory. Another is started when it is needed.']);
  });

  test('is not answered by a worker that was given up', async () => {
    const first = thread.ask(ASKED);
    vi.advanceTimersByTime(BUDGET_MS);
    await expect(first).rejects.toBeInstanceOf(TookTooLong);
    const second = thread.ask(OTHER);
    worker(0).say({ kind: 'answer', id: 2, verdicts: [verdict()] });
    worker(1).say({ kind: 'answer', id: 2, verdicts: [] });
    expect(await second).toEqual([]);
  });
});

describe('cancelling', () => {
  test('answers at once and leaves a worker that is soon done alone', async () => {
    const cancel = new CancellationTokenSource();
    const first = thread.ask(ASKED, cancel.token);
    cancel.cancel();
    await expect(first).rejects.toBeInstanceOf(Cancelled);
    vi.advanceTimersByTime(GRACE_MS - 1);
    worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
    vi.advanceTimersByTime(BUDGET_MS);
    expect(worker(0).isTerminated).toBe(false);
    expect(log).toEqual([]);
  });

  test('ends a worker that goes on all the same', async () => {
    const cancel = new CancellationTokenSource();
    const first = thread.ask(ASKED, cancel.token);
    cancel.cancel();
    await expect(first).rejects.toBeInstanceOf(Cancelled);
    vi.advanceTimersByTime(GRACE_MS);
    expect(worker(0).isTerminated).toBe(true);
  });

  test('takes a question out of the queue', async () => {
    const cancel = new CancellationTokenSource();
    const first = thread.ask(ASKED);
    const second = thread.ask(OTHER, cancel.token);
    cancel.cancel();
    await expect(second).rejects.toBeInstanceOf(Cancelled);
    worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
    await first;
    expect(questions(0)).toEqual([ASKED]);
  });

  test('before asking asks nothing', async () => {
    const cancel = new CancellationTokenSource();
    cancel.cancel();
    await expect(thread.ask(ASKED, cancel.token)).rejects.toBeInstanceOf(Cancelled);
    expect(workers).toEqual([]);
  });
});

test('a worker that was warmed up answers the first question, and there is no other', async () => {
  thread.warm();
  const first = thread.ask(ASKED);
  expect(workers).toHaveLength(1);
  worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
  expect(await first).toEqual([]);
});

test('what moved in git is passed on', async () => {
  const first = thread.ask(ASKED);
  worker(0).say({ kind: 'moved' });
  worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
  await first;
  expect(moved).toBe(1);
});

test('the policies that one worker saw valid are told to the next', async () => {
  const read = (text: string) => new Map([['lockkeeper.yaml', observed({ kind: 'text', text } as const)]]);
  const policy = (root: string, text: string) =>
    ({ kind: 'valid-policy', root, contents: read(text) }) as const;
  const answer = thread.ask(ASKED);
  for (const text of ['version: 1\n', 'version: 1\nexclude: []\n']) worker(0).say(policy('file:///a', text));
  worker(0).say(policy('file:///b', 'version: 1\n'));
  worker(0).end('it ended with code 1');
  await expect(answer).rejects.toThrow('code 1');
  void thread.ask(OTHER).catch(() => undefined);
  expect(worker(1).heard.slice(0, 2)).toEqual([
    policy('file:///a', 'version: 1\nexclude: []\n'),
    policy('file:///b', 'version: 1\n'),
  ]);
});

test('a restart asks the open question of the new worker', async () => {
  const first = thread.ask(ASKED);
  thread.restart();
  expect(worker(0).isTerminated).toBe(true);
  expect(questions(1)).toEqual([ASKED]);
  worker(1).say({ kind: 'answer', id: 1, verdicts: [] });
  expect(await first).toEqual([]);
});

test('stopping ends the worker and cancels whatever is open, now and later', async () => {
  const open = [thread.ask(ASKED), thread.ask(OTHER)];
  const stopped = thread.stop();
  for (const question of [...open, thread.ask(ASKED)])
    await expect(question).rejects.toBeInstanceOf(Cancelled);
  await stopped;
  expect(worker(0).isTerminated).toBe(true);
  expect(workers).toHaveLength(1);
});

describe('stopping where no question is open', () => {
  test('lets the worker write what it keeps, and waits for its end', async () => {
    await answered();
    let isStopped = false;
    const stopped = thread.stop().then(() => (isStopped = true));
    expect(worker(0).heard.at(-1)).toEqual({ kind: 'ending' });
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    expect(isStopped).toBe(false);
    worker(0).end('it ended with code 0');
    await stopped;
    expect([worker(0).isTerminated, log]).toEqual([false, []]);
  });

  test('ends a worker that does not end by itself', async () => {
    await answered();
    const stopped = thread.stop();
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    await stopped;
    expect(worker(0).isTerminated).toBe(true);
  });

  test('is over at once without a worker, and with one that has just begun', async () => {
    const none = checkThread({
      start: startFake,
      moved: () => {},
      policies: new Map(),
      log: () => {},
      ...LIMITS,
    });
    await none.stop();
    expect(workers).toEqual([]);
    thread.warm();
    await thread.stop();
    expect(worker(0).isTerminated).toBe(true);
  });

  async function answered(): Promise<void> {
    const answer = thread.ask(ASKED);
    worker(0).say({ kind: 'answer', id: 1, verdicts: [] });
    await answer;
  }
});

function startFake() {
  const listeners: { said?: (message: FromWorker) => void; ended?: (problem: string) => void } = {};
  const fake: FakeWorker = {
    heard: [],
    say: (message) => listeners.said?.(message),
    end: (problem) => listeners.ended?.(problem),
    isTerminated: false,
  };
  workers.push(fake);
  return {
    post: (message: ToWorker) => void fake.heard.push(message),
    listen: (said: (message: FromWorker) => void, ended: (problem: string) => void) => {
      Object.assign(listeners, { said, ended });
    },
    terminate: () => {
      fake.isTerminated = true;
    },
  };
}

function worker(index: number): FakeWorker {
  const found = workers[index];
  if (found === undefined) throw new Error(`There is no worker ${index}.`);
  return found;
}

function questions(index: number): readonly unknown[] {
  return worker(index).heard.flatMap((message) => (message.kind === 'question' ? [message.question] : []));
}
