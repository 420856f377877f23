import { describe, expect, test } from 'vitest';

import { SOURCE_URI, unpinned, verdict } from '../testing/sample-verdict.ts';
import type { CheckRequest, PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, TookTooLong } from '../worker/thread.ts';
import { createChecks } from './checks.ts';

const FOUND = verdict({ findings: [unpinned(0)] });

function setUp(answer: () => PolicyVerdict) {
  const asked: CheckRequest[] = [];
  const log: string[] = [];
  const closed = new Set<string>();
  let now = 0;
  const checks = createChecks({
    ask: async (question) => {
      asked.push(question);
      return [answer()];
    },
    folderOf: () => 'file:///work/shop',
    isOpen: (uri) => !closed.has(uri),
    log: (message) => log.push(message),
    checked: () => {},
    elapsed: () => now,
  });
  return { checks, asked, log, closed, wait: (ms: number) => (now += ms) };
}

describe('a verdict', () => {
  test('is asked for once as long as nothing changes', async () => {
    const { checks, asked } = setUp(() => FOUND);
    expect(await checks.document(SOURCE_URI)).toEqual(FOUND);
    expect(await checks.document(SOURCE_URI)).toEqual(FOUND);
    expect(asked).toEqual([{ kind: 'document', uri: SOURCE_URI, folder: 'file:///work/shop' }]);
  });

  test('is asked for again after a change', async () => {
    const { checks, asked } = setUp(() => FOUND);
    await checks.document(SOURCE_URI);
    checks.invalidate();
    await checks.document(SOURCE_URI);
    expect(asked).toHaveLength(2);
  });

  test('holds however old it is for whoever wants the last one, until something changes', async () => {
    const { checks, asked, wait } = setUp(() => FOUND);
    await checks.document(SOURCE_URI);
    wait(60_000);
    expect(await checks.last(SOURCE_URI)).toEqual(FOUND);
    expect(asked).toHaveLength(1);
    checks.invalidate();
    await checks.last(SOURCE_URI);
    expect(asked).toHaveLength(2);
  });

  test('is asked for again after a while, because not every change is told', async () => {
    const { checks, asked, wait } = setUp(() => FOUND);
    await checks.document(SOURCE_URI);
    wait(3_000);
    await checks.document(SOURCE_URI);
    expect(asked).toHaveLength(2);
  });

  test('on a document that was closed while it was made is not kept', async () => {
    const { checks, asked, closed } = setUp(() => FOUND);
    const first = checks.document(SOURCE_URI);
    closed.add(SOURCE_URI);
    checks.closed(SOURCE_URI);
    expect(await first).toEqual(FOUND);
    expect(checks.open.size).toBe(0);
    await checks.document(SOURCE_URI);
    expect(asked).toHaveLength(2);
  });

  test('that was outdated while it was made does not hold', async () => {
    const { checks, asked } = setUp(() => FOUND);
    const first = checks.document(SOURCE_URI);
    checks.invalidate();
    await first;
    await checks.document(SOURCE_URI);
    expect(asked).toHaveLength(2);
  });

  test('is forgotten when its document is closed', async () => {
    const { checks } = setUp(() => FOUND);
    await checks.document(SOURCE_URI);
    expect([...checks.open.keys()]).toEqual([SOURCE_URI]);
    checks.closed(SOURCE_URI);
    expect([...checks.open.keys()]).toEqual([]);
  });

  test('names crashed rules in the log', async () => {
    const { checks, log } = setUp(() => verdict({ crashed: [{ rule: 'paths/protected', error: 'boom' }] }));
    await checks.document(SOURCE_URI);
    expect(log).toEqual([`The rule paths/protected stopped with an error on ${SOURCE_URI}: boom`]);
  });
});

describe('a check', () => {
  test('that took too long finds nothing, says so, and is tried again once the file is saved', async () => {
    const { checks, asked } = setUp(() => {
      throw new TookTooLong();
    });
    const { findings, policy } = await checks.document(SOURCE_URI);
    expect(findings).toEqual([]);
    expect(policy).toMatchObject({
      kind: 'broken',
      problem:
        'Checking requirements.txt took too long, so it was stopped. It is tried again when the file is saved.',
    });
    checks.invalidate();
    await checks.document(SOURCE_URI);
    expect(asked).toHaveLength(1);
    checks.saved(SOURCE_URI);
    await checks.document(SOURCE_URI);
    expect(asked).toHaveLength(2);
  });

  test('that failed finds nothing and says where to look', async () => {
    const { checks, log } = setUp(() => {
      throw new Error('no such parser');
    });
    expect(await checks.document(SOURCE_URI)).toMatchObject({
      findings: [],
      policy: { problem: 'Checking requirements.txt failed. The log says why.' },
    });
    expect(log).toEqual([`Checking ${SOURCE_URI} failed: no such parser`]);
  });

  test('that was cancelled is nothing to remember', async () => {
    const { checks } = setUp(() => {
      throw new Cancelled();
    });
    await expect(checks.document(SOURCE_URI)).rejects.toBeInstanceOf(Cancelled);
    expect(checks.open.size).toBe(0);
  });
});
