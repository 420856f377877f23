import { readEnd, verifyLog } from '@lockkeeper/policy-core/deployment/audit-log';
import type { LoggedRun } from '@lockkeeper/policy-core/deployment/run';
import fc from 'fast-check';
import { expect } from 'vitest';

import { runPlan } from '../../../policy-core/src/testing/any-run.ts';
import type { Driver, LogStore } from '../ports/index.ts';
import { JournalError } from '../run/log-journal.ts';
import type { ReleaseTools } from '../run/release-performer.ts';
import { runRelease } from '../run/run-release.ts';
import { fakeWorld, type FakeWorld } from './fake-world.ts';
import { STORIES, unkilled } from './killed-releases.ts';

const RECORD = 'infrastructure/last-good-deploy.json';

/**
 * A process that lost its lock and does not know it, and up to two that took it over at whatever moment, in any order of
 * what they do: the release ends as if one had carried it out, by the last of them, and the log stays whole.
 */
export function releasesAtOnce() {
  return fc.asyncProperty(
    fc.scheduler(),
    fc.constantFrom(...STORIES),
    fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 2 }),
    async (scheduler, story, begins) => {
      const world = fakeWorld(...story);
      await world.begin();
      const turns = turnsOf(scheduler);
      const tools = inTurns(world, turns.one);
      const later = begins.map(async (waits, index) => {
        await turns.some(waits);
        await untilFencedOff(world.run(), { token: index + 2, tools });
      });
      await scheduler.waitFor(Promise.all([untilFencedOff(world.run(), { token: 1, tools }), ...later]));
      await expectOneRelease(world, story);
    },
  );
}

/**
 * A process that lost its lock and does not know it, and another that begins a release of another commit to the same place
 * with a later lock: from then on the first one writes nothing more, and what the second one says is what counts.
 */
export function overtakenRelease() {
  return fc.asyncProperty(
    fc.scheduler(),
    fc.constantFrom(...STORIES),
    fc.nat({ max: 40 }),
    async (scheduler, story, waits) => {
      const world = fakeWorld(...story);
      await world.begin();
      const turns = turnsOf(scheduler);
      const tools = inTurns(world, turns.one);
      const other = async () => {
        await turns.some(waits);
        await world.begin(2, { id: 'run_2', plan: OTHER });
        await untilFencedOff(world.run('run_2'), { token: 2, tools });
      };
      await scheduler.waitFor(Promise.all([untilFencedOff(world.run(), { token: 1, tools }), other()]));
      expect(world.run('run_2').state).toMatchObject({ kind: 'ended', outcome: 'done' });
      const told = world.entries().map(({ promotion_id, event }) => `${promotion_id} ${event}`);
      const behind = told.slice(told.indexOf('run_2 run.started'));
      expect(behind.filter((entry) => entry.startsWith('run_1'))).toEqual([]);
      const healthy = world.entries().filter(({ event }) => event === 'deploy.healthy');
      expect(healthy.at(-1)).toMatchObject({ data: { sha: OTHER.commit } });
      expect(JSON.parse(world.logs.files.get(RECORD) ?? '{}')).toMatchObject({
        seq: healthy.length,
        last_good_sha: OTHER.commit,
      });
      expect(world.running()).toBe(OTHER.commit);
      expectWholeLog(world);
    },
  );
}

const COMMIT = 'd'.repeat(40);
const OTHER = runPlan({
  commit: COMMIT,
  steps: [
    { kind: 'deploy', commit: COMMIT },
    { kind: 'verify', commit: COMMIT },
    { kind: 'record', commit: COMMIT, correction: null },
  ],
  back: null,
});

function turnsOf(scheduler: fc.Scheduler) {
  const one = async () => await scheduler.schedule(Promise.resolve());
  const some = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await one();
  };
  return { one, some };
}

/** Goes on with a run until it rests, or the log says that somebody else does. */
async function untilFencedOff(
  run: LoggedRun,
  { token, tools }: { readonly token: number; readonly tools: ReleaseTools },
): Promise<void> {
  try {
    await runRelease(run, { token, mayNotGoOn: () => undefined }, tools);
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}

async function expectOneRelease(world: FakeWorld, story: (typeof STORIES)[number]): Promise<void> {
  const whole = await unkilled(story);
  expect(world.run().state).toEqual(whole.state);
  expect(world.deploys.map(({ key }) => key)).toEqual(whole.world.deploys.map(({ key }) => key));
  expect([world.moves, world.downgrades]).toEqual([whole.world.moves, whole.world.downgrades]);
  for (const event of ['SYSTEM_CORRECTION', 'deploy.healthy', 'environment.held'] as const) {
    const told = world.entries().filter((entry) => entry.event === event);
    expect(told.length, event).toBe(whole.count(event));
  }
  expect(JSON.parse(world.logs.files.get(RECORD) ?? '{}')).toMatchObject({ seq: 1 });
  expectWholeLog(world);
}

function expectWholeLog(world: FakeWorld): void {
  const textOf = (path: string) => world.logs.files.get(path) ?? '';
  const end = readEnd(textOf(`${world.trail.path}.end`)) ?? 'damaged';
  expect(verifyLog({ text: textOf(world.trail.path), isUtf8: true, end, known: [] }).problems).toEqual([]);
}

/** What processes share, asked one at a time; between two answers another process may come first. */
function inTurns(world: FakeWorld, turn: () => Promise<void>): ReleaseTools {
  const tools = world.tools();
  const around = async <T>(effect: () => Promise<T>): Promise<T> => {
    await turn();
    const value = await effect();
    await turn();
    return value;
  };
  let last: Promise<unknown> = Promise.resolve();
  const logs: LogStore = {
    exclusively: async (path, work) => {
      await turn();
      const mine = last.then(async () => await world.trail.logs.exclusively(path, work));
      last = mine.catch(() => undefined);
      return await mine;
    },
  };
  const { branches, downgrades } = tools;
  return {
    ...tools,
    trail: { ...world.trail, logs },
    driver: platform(tools.driver, world, around),
    branches: {
      ...branches,
      advance: async (move) => await around(async () => await branches.advance(move)),
    },
    downgrades: {
      ...downgrades,
      // A database that is there already is not taken back further.
      run: async (step) =>
        await around(async () =>
          world.downgrades.includes(step.to) ? { kind: 'done' } : await downgrades.run(step),
        ),
    },
  };
}

/** A platform that keeps keys and locks: what was ordered twice is done once, and what comes too late is refused. */
function platform(
  driver: Driver,
  world: FakeWorld,
  around: <T>(effect: () => Promise<T>) => Promise<T>,
): Driver {
  return {
    ...driver,
    deploy: async (order) =>
      await around(async () => {
        if (world.deploys.some(({ key }) => key === order.key))
          return { kind: 'done', deploy: { id: null, url: null } };
        return world.deploys.some(({ token }) => token > order.token)
          ? { kind: 'failed', why: 'a later lock was seen', isBegun: false }
          : await driver.deploy(order);
      }),
    find: async (order) => await around(async () => await driver.find(order)),
  };
}
