import type { StampPlan } from '@lockkeeper/policy-core/database';
import { readLog } from '@lockkeeper/policy-core/deployment/audit-log';
import { describe, expect, test } from 'vitest';

import type { AuditTrail } from '../records/audit-trail.ts';
import type { DatabaseStamps, StampOutcome, StampWanted } from '../ports/index.ts';
import { settleDoneStamps, stampDatabase } from './stamp-database.ts';
import { fakeLogs, MachineStopped, type FakeLogs } from '../testing/fake-log-store.ts';

const PLAN: StampPlan = {
  schema_version: 1,
  decision: 'stamp',
  variable: 'DATABASE_URL_PROD',
  database: {
    name: 'shop',
    user: 'ana',
    host: 'db:5432',
    server_version: '15.18',
    tables: 2,
    fingerprint: `sha256:${'0'.repeat(64)}`,
  },
  revision: 'a1',
  head: 'b2',
  version_table: { schema: 'public', name: 'alembic_version' },
  versions: null,
  pending: ['b2'],
  pending_read_by: 'alembic',
  alembic_unasked: null,
  statements: [],
  reasons: [],
  differences: [],
  next_steps: [],
};

const LOG = 'audit.jsonl';

function trailOf(logs: FakeLogs): AuditTrail {
  return { path: LOG, logs: logs.store, clock: { now: () => '2026-11-21T08:00:00Z' }, actor: 'alice' };
}

/** Notes what it was asked, and what the log said at that moment. */
function stampsWith(outcome: StampOutcome, logs: FakeLogs) {
  const wanted: StampWanted[] = [];
  const logged: string[] = [];
  const stamps: DatabaseStamps = {
    stamp: async (asked) => {
      wanted.push(asked);
      logged.push(...eventsIn(logs));
      return outcome;
    },
  };
  return { stamps, wanted, logged };
}

function eventsIn(logs: FakeLogs): readonly string[] {
  return readLog(logs.files.get(LOG) ?? '').entries.map(({ event }) => event);
}

async function stampedWith(outcome: StampOutcome, plan = PLAN) {
  const logs = fakeLogs();
  const asked = stampsWith(outcome, logs);
  const run = await stampDatabase(plan, {
    stamps: asked.stamps,
    trail: trailOf(logs),
    environment: 'production',
  });
  return { run, logs, ...asked };
}

describe('a stamp', () => {
  test('is written down before it is done, and after', async () => {
    const { run, logs, logged, wanted } = await stampedWith({ kind: 'stamped' });
    expect(run).toEqual({ kind: 'stamped', isLogged: true });
    expect(logged).toEqual(['stamp.intent']);
    const told = { database: 'shop', host: 'db:5432', table: 'public.alembic_version', from: null, to: 'a1' };
    expect(readLog(logs.files.get(LOG) ?? '').entries).toMatchObject([
      { event: 'stamp.intent', actor: 'alice', env: 'production', data: { ...told, pending: ['b2'] } },
      { event: 'stamp.done', actor: 'alice', env: 'production', data: { ...told, intent: 1 } },
    ]);
    expect(wanted).toEqual([
      {
        variable: 'DATABASE_URL_PROD',
        table: '"public"."alembic_version"',
        statements: [
          expect.stringContaining('CREATE TABLE "public"."alembic_version"'),
          expect.stringContaining('INSERT INTO "public"."alembic_version"'),
        ],
        revision: 'a1',
        seen: null,
      },
    ]);
  });

  test('of a table that is there makes none', async () => {
    const { wanted } = await stampedWith({ kind: 'stamped' }, { ...PLAN, versions: [] });
    expect(wanted[0]).toMatchObject({ seen: [], statements: [expect.stringContaining('INSERT')] });
  });

  test.each<StampOutcome>([
    { kind: 'changed' },
    { kind: 'held', by: 'session 7 of bob' },
    { kind: 'failed', reason: 'ana may not' },
  ])('that did not come to be is written down as such: $kind', async (outcome) => {
    const { run, logs } = await stampedWith(outcome);
    expect(run).toEqual(outcome);
    expect(readLog(logs.files.get(LOG) ?? '').entries.at(-1)).toMatchObject({
      event: 'stamp.failed',
      data: { intent: 1, outcome: outcome.kind },
    });
    expect(logs.files.get(LOG)).not.toContain('ana may not');
  });

  test('of which nobody knows how it ended leaves its intent alone', async () => {
    const { run, logs } = await stampedWith({ kind: 'unknown', reason: 'no server listens' });
    expect(run.kind).toBe('unknown');
    expect(eventsIn(logs)).toEqual(['stamp.intent']);
  });

  test('of which nobody knew is written down as done once somebody looks and finds it so', async () => {
    const { logs } = await stampedWith({ kind: 'unknown', reason: 'no server listens' });
    const settle = async (plan: StampPlan) => await settleDoneStamps(plan, trailOf(logs));
    const done: StampPlan = { ...PLAN, decision: 'nothing-to-do', versions: ['a1'] };
    await settle({ ...done, versions: ['b2'] });
    await settle({ ...done, version_table: { schema: 'billing', name: 'alembic_version' } });
    await settle({ ...PLAN, versions: ['a1'] });
    expect(eventsIn(logs)).toEqual(['stamp.intent']);
    await settle(done);
    await settle(done);
    expect(readLog(logs.files.get(LOG) ?? '').entries.slice(1)).toMatchObject([
      {
        event: 'stamp.done',
        env: 'production',
        data: { table: 'public.alembic_version', to: 'a1', intent: 1 },
      },
    ]);
  });

  test('of which nobody knew came to nothing where another one is done from the same versions', async () => {
    const { logs } = await stampedWith({ kind: 'unknown', reason: 'no server listens' });
    const { stamps } = stampsWith({ kind: 'stamped' }, logs);
    await stampDatabase(PLAN, { stamps, trail: trailOf(logs), environment: 'production' });
    expect(readLog(logs.files.get(LOG) ?? '').entries.slice(1)).toMatchObject([
      { event: 'stamp.intent' },
      { event: 'stamp.done', data: { intent: 2 } },
      { event: 'stamp.failed', data: { intent: 1, outcome: 'not-done' } },
    ]);
  });

  test('is not begun where the log was changed by somebody else', async () => {
    const logs = fakeLogs();
    await stampDatabase(PLAN, {
      ...stampsWith({ kind: 'stamped' }, logs),
      trail: trailOf(logs),
      environment: undefined,
    });
    logs.files.set(LOG, (logs.files.get(LOG) ?? '').replace('alice', 'mallory'));
    logs.files.delete(`${LOG}.end`);
    const asked = stampsWith({ kind: 'stamped' }, logs);
    const run = await stampDatabase(PLAN, {
      stamps: asked.stamps,
      trail: trailOf(logs),
      environment: undefined,
    });
    expect(run.kind).toBe('not-believed');
    expect(asked.wanted).toEqual([]);
  });

  test('is not begun where the log cannot be written', async () => {
    const logs = fakeLogs();
    logs.stopIn(1);
    const asked = stampsWith({ kind: 'stamped' }, logs);
    const tools = { stamps: asked.stamps, trail: trailOf(logs), environment: undefined };
    await expect(stampDatabase(PLAN, tools)).rejects.toThrow(MachineStopped);
    expect(asked.wanted).toEqual([]);
  });

  test('that is done counts as done also where the log cannot take that down', async () => {
    const logs = fakeLogs();
    const asked = stampsWith({ kind: 'stamped' }, logs);
    logs.stopIn(3);
    const tools = { stamps: asked.stamps, trail: trailOf(logs), environment: undefined };
    expect(await stampDatabase(PLAN, tools)).toEqual({ kind: 'stamped', isLogged: false });
    expect(eventsIn(logs)).not.toContain('stamp.failed');
  });

  test('is only done where the plan says so', async () => {
    const logs = fakeLogs();
    const asked = stampsWith({ kind: 'stamped' }, logs);
    const tools = { stamps: asked.stamps, trail: trailOf(logs), environment: undefined };
    await expect(stampDatabase({ ...PLAN, decision: 'refused' }, tools)).rejects.toThrow(
      'Only a plan that may be done is done.',
    );
    expect(logs.files.size).toBe(0);
  });
});
