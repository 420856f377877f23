import { readSession } from '@lockkeeper/policy-core/deployment/lock';
import { describe, expect, test } from 'vitest';

import type { LockSession, AdvisoryKeyRequest } from '../ports/index.ts';
import { takeInSession } from './session-lock.ts';

const NOW = '2026-11-21T08:00:00.000Z';
const clock = { now: () => NOW };
const REQUEST = {
  environment: 'production',
  service: undefined,
  holder: 'alice',
  reason: 'release 1.4',
  run_url: null,
};

/** A database in memory, whose transactions are counted from 700. */
function database() {
  const held = new Map<number, { readonly pid: number; readonly wanted: AdvisoryKeyRequest; note: string }>();
  let [sessions, transactions] = [0, 700];
  const open = (isLost = false): LockSession => {
    const pid = (sessions += 1);
    return {
      host: 'db:5432',
      gone: new Promise(() => undefined),
      tryLock: async (wanted) => {
        const other = held.get(wanted.key);
        if (other !== undefined) return await Promise.resolve({ kind: 'held', by: [seenOf(wanted.key)] });
        held.set(wanted.key, { pid, wanted, note: '' });
        return { kind: 'taken', token: (transactions += 1) };
      },
      say: async (note) => {
        for (const each of held.values()) if (each.pid === pid) each.note = note;
        return await Promise.resolve(isLost ? { kind: 'lost', reason: 'it is gone' } : { kind: 'said' });
      },
      others: async () =>
        await Promise.resolve({ kind: 'seen', sessions: Array.from(held.keys(), (key) => seenOf(key)) }),
      end: async () => {
        for (const [key, each] of held) if (each.pid === pid) held.delete(key);
        await Promise.resolve();
      },
    };
  };
  const seenOf = (key: number) => {
    const one = held.get(key);
    return {
      pid: one?.pid ?? 0,
      user: 'app',
      since: NOW,
      key,
      applicationName: one?.wanted.name ?? '',
      query: one?.note ?? '',
    };
  };
  return { open };
}

describe('the lock of a session', () => {
  test('is taken by one, and others see by whom and why', async () => {
    const { open } = database();
    const first = open();
    const taken = await takeInSession({ session: first, clock }, REQUEST);
    expect(taken).toMatchObject({ kind: 'taken', holding: { ...REQUEST, token: 701, taken_at: NOW } });
    const refused = await takeInSession({ session: open(), clock }, { ...REQUEST, holder: 'bob' });
    if (refused.kind !== 'held' || taken.kind !== 'taken') throw new Error(refused.kind);
    expect(refused.by.map(readSession)).toMatchObject([{ holder: 'alice', holding: taken.holding }]);
    const elsewhere = { ...REQUEST, service: 'api' };
    expect((await takeInSession({ session: open(), clock }, elsewhere)).kind).toBe('taken');
  });

  test('is free once its session has ended, and then has a greater number', async () => {
    const { open } = database();
    const first = open();
    await takeInSession({ session: first, clock }, REQUEST);
    await first.end();
    expect(await takeInSession({ session: open(), clock }, REQUEST)).toMatchObject({
      kind: 'taken',
      holding: { token: 702 },
    });
  });

  test('is none where the session is lost before it said whose it is', async () => {
    const { open } = database();
    expect(await takeInSession({ session: open(true), clock }, REQUEST)).toEqual({
      kind: 'failed',
      reason: 'it is gone',
    });
  });
});
