import { readLog, type KnownEvent } from '@lockkeeper/policy-core/deployment/audit-log';
import { describe, expect, test } from 'vitest';

import { writeEvent, type AuditTrail } from '../records/audit-trail.ts';
import { fakeLogs, MachineStopped, type FakeLogs } from '../testing/fake-log-store.ts';
import { runAct, settleActs } from './act.ts';

const PATH = 'infrastructure/deploys/audit.jsonl';
const DATA = { commit: 'a'.repeat(40), revisions: ['b2'], database: 'scratch' };
const INTENT = { event: 'proof.intent', data: DATA } as const;
const done = (intent: number): KnownEvent => ({ event: 'proof.done', data: { ...DATA, intent } });

function trailIn(logs: FakeLogs): AuditTrail {
  return { path: PATH, logs: logs.store, clock: { now: () => '2026-11-21T08:00:00Z' }, actor: 'alice' };
}

const entriesIn = ({ files }: FakeLogs) => readLog(files.get(PATH) ?? '').entries;
const eventsIn = (logs: FakeLogs) => entriesIn(logs).map(({ event }) => event);

/** @param effect what happens to the world */
async function acted(logs: FakeLogs, effect: () => unknown = () => undefined) {
  const perform = async () => {
    await Promise.resolve(effect());
    return { kind: 'ended', event: { value: 'proved', entry: done } } as const;
  };
  return await runAct(trailIn(logs), { name: 'proof', intent: INTENT, env: 'staging', perform });
}

describe('an act', () => {
  test('is written down before it is done, and again behind it', async () => {
    const logs = fakeLogs();
    const seen: string[] = [];
    expect(await acted(logs, () => seen.push(...eventsIn(logs)))).toEqual({
      kind: 'ended',
      value: 'proved',
      isLogged: true,
    });
    expect(seen).toEqual(['proof.intent']);
    expect(entriesIn(logs)).toMatchObject([
      { event: 'proof.intent', env: 'staging' },
      { event: 'proof.done', env: 'staging', data: { database: 'scratch', intent: 1 } },
    ]);
  });

  test('is not begun where it cannot be written down', async () => {
    const logs = fakeLogs();
    await acted(logs);
    logs.files.set(PATH, (logs.files.get(PATH) ?? '').replace('alice', 'mallory'));
    logs.files.delete(`${PATH}.end`);
    let begun = 0;
    const effect = () => (begun += 1);
    expect(await acted(logs, effect)).toMatchObject({ kind: 'not-believed' });
    logs.files.clear();
    logs.stopIn(1);
    await expect(acted(logs, effect)).rejects.toThrow(MachineStopped);
    expect(begun).toBe(0);
  });

  test('that was done is not called failed because its end could not be written down', async () => {
    const logs = fakeLogs();
    expect(await acted(logs, () => logs.stopIn(1))).toEqual({
      kind: 'ended',
      value: 'proved',
      isLogged: false,
    });
    expect(eventsIn(logs)).toEqual(['proof.intent']);
  });

  test('is answered to once, also where somebody else looked meanwhile and wrote how it ended', async () => {
    const logs = fakeLogs();
    const look = async () =>
      await settleActs(trailIn(logs), 'proof', async ({ seq }) => await Promise.resolve(done(seq)));
    expect(await acted(logs, look)).toMatchObject({ isLogged: true });
    expect(eventsIn(logs)).toEqual(['proof.intent', 'proof.done']);
  });

  test('leaves its intent alone where nobody knows how it ended', async () => {
    const logs = fakeLogs();
    const perform = async () =>
      await Promise.resolve({ kind: 'unknown', why: 'the connection was lost' } as const);
    expect(await runAct(trailIn(logs), { name: 'proof', intent: INTENT, perform })).toEqual({
      kind: 'unknown',
      why: 'the connection was lost',
    });
    expect(eventsIn(logs)).toEqual(['proof.intent']);
  });
});

describe('acts that were left open', () => {
  async function leftOpen() {
    const logs = fakeLogs();
    for (const database of ['first', 'second'])
      await writeEvent(trailIn(logs), { ...INTENT, env: database, data: { ...DATA, database } });
    await acted(logs);
    return logs;
  }

  test('are answered to where somebody can tell how they ended, each once', async () => {
    const logs = await leftOpen();
    const asked: unknown[] = [];
    const tell = async () =>
      await settleActs(trailIn(logs), 'proof', async ({ data, seq }) => {
        asked.push(data['database']);
        return await Promise.resolve(seq === 2 ? done(seq) : undefined);
      });
    await tell();
    expect(asked).toEqual(['first', 'second']);
    expect(entriesIn(logs).at(-1)).toMatchObject({ event: 'proof.done', env: 'second', data: { intent: 2 } });
    await tell();
    expect(asked).toEqual(['first', 'second', 'first']);
  });

  test('of another kind are not asked about', async () => {
    const logs = await leftOpen();
    await settleActs(trailIn(logs), 'stamp', async () => await Promise.reject(new Error('It was asked.')));
    expect(entriesIn(logs)).toHaveLength(4);
  });
});
