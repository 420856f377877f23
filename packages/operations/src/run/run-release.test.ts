import type { RunPlan, RunStep } from '@lockkeeper/policy-core/deployment/run';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MachineStopped } from '../testing/fake-log-store.ts';
import { fakeWorld, type FakeWorld, type WorldFaults } from '../testing/fake-world.ts';
import { JournalError } from './log-journal.ts';
import { runRelease } from './run-release.ts';

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)];
const CORRECTION = { kind: 'rollback', from: NEW, reason: 'it answered 503' } as const;

const PROMOTION: RunPlan = {
  kind: 'promote',
  environment: 'production',
  service: 'api',
  commit: NEW,
  tree: 'c'.repeat(40),
  previous: OLD,
  policy: `sha256:${'0'.repeat(64)}`,
  equality: 'sha',
  tried: NEW,
  approvals: 1,
  reason: null,
  steps: [
    { kind: 'advance', remote: 'origin', branch: 'main', from: OLD, to: NEW },
    { kind: 'deploy', commit: NEW },
    { kind: 'verify', commit: NEW },
    { kind: 'record', commit: NEW, correction: null },
  ],
  back: [
    { kind: 'deploy', commit: OLD },
    { kind: 'verify', commit: OLD },
    { kind: 'record', commit: OLD, correction: CORRECTION },
    { kind: 'hold', commit: NEW, reason: 'it answered 503' },
  ],
};

const DOWNGRADE: RunStep = {
  kind: 'downgrade',
  tree: NEW,
  config: 'alembic.ini',
  section: null,
  from: ['b1'],
  to: 'a1',
  leaves: ['a1'],
};

const ROLLBACK: RunPlan = {
  ...PROMOTION,
  kind: 'rollback',
  commit: OLD,
  previous: NEW,
  equality: null,
  tried: null,
  steps: [DOWNGRADE, ...(PROMOTION.back ?? [])],
  back: null,
};

/** Goes on until the run rests, whatever dies on the way; each process has a later lock. */
async function carriedOut(world: FakeWorld) {
  for (let token = 1; token < 30; token += 1) {
    try {
      const end = await runRelease(world.run(), { token, mayNotGoOn: () => undefined }, world.tools());
      if (end.kind === 'rests') return end.state;
    } catch (error) {
      if (!(error instanceof MachineStopped)) throw error;
    }
  }
  throw new Error('It never ended.');
}

async function released(plan: RunPlan, faults: WorldFaults = {}) {
  const world = fakeWorld(plan, faults);
  await world.begin();
  const state = await carriedOut(world);
  const count = (event: string) => world.entries().filter((entry) => entry.event === event).length;
  const record = JSON.parse(world.logs.files.get('infrastructure/LAST_PROD_DEPLOY.json') ?? '{}') as unknown;
  const commits = world.deploys.map(({ commit }) => commit);
  return { world, state, record, commits, corrections: count('SYSTEM_CORRECTION'), count };
}

describe('a release', () => {
  test('deploys, proves and records, and the record names its entry [row 0.38]', async () => {
    const { state, record, commits, world, corrections } = await released(PROMOTION);
    expect(state).toMatchObject({ kind: 'ended', outcome: 'done' });
    expect([commits, world.moves, corrections]).toEqual([[NEW], [NEW], 0]);
    expect(record).toMatchObject({ last_good_sha: NEW, seq: 1, audit_head: expect.any(String) as string });
  });

  test('that never gets well comes back by itself, with one correction and a hold [row 1.25] [row 0.42]', async () => {
    const { state, record, commits, count, corrections } = await released(PROMOTION, { ill: [NEW] });
    expect(state).toMatchObject({ kind: 'ended', outcome: 'rolled-back' });
    expect([commits, corrections, count('environment.held')]).toEqual([[NEW, OLD], 1, 1]);
    expect(record).toMatchObject({ last_good_sha: OLD, correction: { from_sha: NEW, kind: 'rollback' } });
  });

  test('freezes its place where the way back fails as well', async () => {
    const { state, record } = await released(PROMOTION, { ill: [NEW, OLD] });
    expect(state).toMatchObject({ outcome: 'rollback-failed' });
    expect(record).toEqual({});
  });

  test('records nothing where the platform refuses it and there is no way back', async () => {
    const { state, record, commits } = await released({ ...PROMOTION, back: null }, { refused: [NEW] });
    expect([state, commits, record]).toMatchObject([{ outcome: 'stuck' }, [], {}]);
  });

  test('asks what became of an order whose answer was lost, and gives it no second time', async () => {
    for (const when of ['before', 'after'] as const) {
      const { state, commits, count } = await released(PROMOTION, { lost: { order: 1, when } });
      expect([state, commits, count('step.unknown')]).toMatchObject([{ outcome: 'done' }, [NEW], 1]);
    }
  });

  test('ends the same wherever its process is killed around what it does, and does nothing twice', async () => {
    for (const [plan, faults] of [
      [PROMOTION, {}],
      [PROMOTION, { ill: [NEW] }],
      [ROLLBACK, {}],
    ] as const) {
      const whole = await released(plan, faults);
      const changes = whole.commits.length + whole.world.moves.length + whole.world.downgrades.length;
      for (let at = 1; at <= changes; at += 1)
        for (const when of ['before', 'after'] as const) {
          const killed = await released(plan, { ...faults, dies: { at, when } });
          const told = `${plan.kind} killed ${when} change ${at}`;
          expect(killed.state, told).toEqual(whole.state);
          expect(killed.commits, told).toEqual(whole.commits);
          expect([killed.world.moves, killed.world.downgrades], told).toEqual([
            whole.world.moves,
            whole.world.downgrades,
          ]);
          expect(killed.corrections, told).toBe(whole.corrections);
        }
    }
  });

  test('ends the same wherever its process is killed while it writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          [PROMOTION, {}] as const,
          [PROMOTION, { ill: [NEW] }] as const,
          [ROLLBACK, {}] as const,
        ),
        fc.array(
          fc.record({
            steps: fc.integer({ min: 1, max: 12 }),
            part: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          {
            maxLength: 6,
          },
        ),
        async ([plan, faults], deaths) => {
          const whole = await released(plan, faults);
          const world = fakeWorld(plan, faults);
          await world.begin();
          let token = 1;
          for (const { steps, part } of deaths) {
            world.logs.stopIn(steps, part);
            await runRelease(world.run(), { token, mayNotGoOn: () => undefined }, world.tools()).catch(
              (error: unknown) => {
                if (!(error instanceof MachineStopped)) throw error;
              },
            );
            token += 1;
          }
          world.logs.stopIn(Number.POSITIVE_INFINITY);
          const end = await runRelease(world.run(), { token, mayNotGoOn: () => undefined }, world.tools());
          expect(end).toEqual({ kind: 'rests', state: whole.state });
          expect(world.deploys.map(({ key, commit }) => [key, commit])).toEqual(
            whole.world.deploys.map(({ key, commit }) => [key, commit]),
          );
          const told = world.entries().map(({ event }) => event);
          for (const event of ['SYSTEM_CORRECTION', 'deploy.healthy', 'environment.held'])
            expect(told.filter((one) => one === event).length, event).toBe(whole.count(event));
          const seqOf = (text: string | undefined) => (JSON.parse(text ?? '{}') as { seq?: number }).seq;
          expect(seqOf(world.logs.files.get('infrastructure/LAST_PROD_DEPLOY.json'))).toBe(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('goes no further once its lock is lost', async () => {
    const world = fakeWorld(PROMOTION);
    await world.begin();
    const end = await runRelease(world.run(), { token: 1, mayNotGoOn: () => 'bob has it' }, world.tools());
    expect(end).toMatchObject({ kind: 'stopped', why: 'bob has it' });
    expect(world.deploys).toEqual([]);
  });

  test('writes nothing once somebody with a later lock has begun something there', async () => {
    const world = fakeWorld(PROMOTION);
    await world.begin();
    const { driver } = world.tools();
    const late = world.tools({
      driver: {
        ...driver,
        // Meanwhile the lock was lost, and another process went on with the same run.
        deploy: async (order) => {
          const result = await driver.deploy(order);
          await runRelease(world.run(), { token: 2, mayNotGoOn: () => undefined }, world.tools());
          return result;
        },
      },
    });
    await expect(runRelease(world.run(), { token: 1, mayNotGoOn: () => undefined }, late)).rejects.toThrow(
      JournalError,
    );
    expect(world.run().state).toMatchObject({ kind: 'ended', outcome: 'done' });
  });
});
