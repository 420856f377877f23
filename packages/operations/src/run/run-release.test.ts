import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { NEW, OLD } from '../../../policy-core/src/testing/any-run.ts';
import type { Driver } from '../ports/index.ts';
import { MachineStopped } from '../testing/fake-log-store.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { killedReleases, PROMOTION, released, STORIES } from '../testing/killed-releases.ts';
import { overtakenRelease, releasesAtOnce } from '../testing/releases-at-once.ts';
import { runRelease } from './run-release.ts';

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
    for (const [plan, faults] of STORIES) {
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
    await fc.assert(killedReleases(), { numRuns: 150 });
  });

  test('goes no further once its lock is lost', async () => {
    const world = fakeWorld(PROMOTION);
    await world.begin();
    const end = await runRelease(world.run(), { token: 1, mayNotGoOn: () => 'bob has it' }, world.tools());
    expect(end).toMatchObject({ kind: 'stopped', why: 'bob has it' });
    expect(world.deploys).toEqual([]);
  });

  test('has a step that was begun before as its own in the log when it asks what became of it', async () => {
    const world = fakeWorld(PROMOTION, { dies: { at: 2, when: 'after' } });
    await world.begin();
    const goOn = async (token: number, tools = world.tools()) =>
      await runRelease(world.run(), { token, mayNotGoOn: () => undefined }, tools);
    await expect(goOn(1)).rejects.toThrow(MachineStopped);
    const { driver } = world.tools();
    const last: unknown[] = [];
    const find: Driver['find'] = async (order) => {
      last.push(world.entries().at(-1));
      return await driver.find(order);
    };
    await goOn(2, world.tools({ driver: { ...driver, find } }));
    expect(last).toMatchObject([{ event: 'step.intent', data: { step: 'deploy', token: 2 } }]);
  });

  test('goes on where somebody else has brought main to its commit meanwhile', async () => {
    const world = fakeWorld(PROMOTION);
    await world.begin();
    const { branches } = world.tools();
    const tools = world.tools({
      branches: {
        ...branches,
        advance: async (move) => {
          await branches.advance(move);
          return { kind: 'refused', why: 'main moved' };
        },
      },
    });
    await runRelease(world.run(), { token: 1, mayNotGoOn: () => undefined }, tools);
    expect(world.run().state).toMatchObject({ kind: 'ended', outcome: 'done' });
  });

  test('is carried out once, whoever else goes on with it meanwhile with a later lock', async () => {
    await fc.assert(releasesAtOnce(), { numRuns: 150 });
  });

  test('writes nothing more once another release was begun there with a later lock', async () => {
    await fc.assert(overtakenRelease(), { numRuns: 150 });
  });
});
