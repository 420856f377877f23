import type { RunPlan, RunStep } from '@lockkeeper/policy-core/deployment/run';
import fc from 'fast-check';
import { expect } from 'vitest';

import { NEW, OLD, runPlan } from '../../../policy-core/src/testing/any-run.ts';
import { runRelease } from '../run/run-release.ts';
import { MachineStopped } from './fake-log-store.ts';
import { fakeWorld, type FakeWorld, type WorldFaults } from './fake-world.ts';

export const PROMOTION = runPlan();

const DOWNGRADE: RunStep = {
  kind: 'downgrade',
  tree: NEW,
  config: 'alembic.ini',
  section: null,
  from: ['b1'],
  to: 'a1',
  leaves: ['a1'],
};

export const ROLLBACK: RunPlan = {
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

export async function released(plan: RunPlan, faults: WorldFaults = {}) {
  const world = fakeWorld(plan, faults);
  await world.begin();
  const state = await carriedOut(world);
  const count = (event: string) => world.entries().filter((entry) => entry.event === event).length;
  const record = JSON.parse(world.logs.files.get('infrastructure/last-good-deploy.json') ?? '{}') as unknown;
  const commits = world.deploys.map(({ commit }) => commit);
  return { world, state, record, commits, corrections: count('SYSTEM_CORRECTION'), count };
}

/** A release, and what becomes of it. */
type Story = readonly [RunPlan, WorldFaults];

export const STORIES: readonly Story[] = [
  [PROMOTION, {}],
  [PROMOTION, { ill: [NEW] }],
  [ROLLBACK, {}],
];

const UNKILLED = new Map<Story, ReturnType<typeof released>>();

/** How it ends where nobody kills it: each time the same. */
export async function unkilled(story: Story): ReturnType<typeof released> {
  const whole = UNKILLED.get(story) ?? released(...story);
  UNKILLED.set(story, whole);
  return await whole;
}

/**
 * A promotion that gets well, one that does not, and a rollback over a migration, killed up to six times while something is
 * written: each ends as if nobody had killed it. What a platform was asked for it was asked for once; production is deployed
 * to, recorded and corrected as often as in the run that nobody killed.
 */
export function killedReleases() {
  return fc.asyncProperty(
    fc.constantFrom(...STORIES),
    fc.array(
      fc.record({
        steps: fc.integer({ min: 1, max: 12 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      {
        maxLength: 6,
      },
    ),
    async (story, deaths) => {
      const [plan, faults] = story;
      const whole = await unkilled(story);
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
      expect(seqOf(world.logs.files.get('infrastructure/last-good-deploy.json'))).toBe(1);
    },
  );
}
