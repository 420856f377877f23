import { describe, expect, test } from 'vitest';

import { orderOf } from '../../packages/host-node/src/testing/driver-conformance.ts';
import { actionsDriver } from './actions-driver.ts';
import { TOKEN } from './sample-world.ts';
import { startActions, type ActionsWorld, type RunningActions } from './start-actions.ts';
import { patienceWith } from './with-github.ts';

/** Every request that a deploy makes of which the answer was lost at its dispatch, and one that waits for people. */
const CALLS = {
  'the default branch': /^GET \/repos\/acme\/shop$/,
  'its deployments': /^GET .*\/deployments\?/,
  'a new deployment': /^POST .*\/deployments$/,
  'a run': /^POST .*\/dispatches$/,
  'the runs': /^GET .*\/deploy\.yml\/runs\?/,
  'how far the run is': /^GET .*\/actions\/runs\/\d+$/,
  'for whom it waits': /^GET .*\/pending_deployments$/,
  'a note': /^POST .*\/statuses$/,
  'its notes': /^GET .*\/statuses\?/,
} as const;

const FAULTS = {
  ...Object.fromEntries(
    [401, 403, 404, 409, 410, 422, 429, 500, 502, 503].map((status) => [
      String(status),
      { kind: 'answer', status, isRefused: true } as const,
    ]),
  ),
  '429 for a while': {
    kind: 'answer',
    status: 429,
    headers: { 'retry-after': '5' },
    times: 1,
    isRefused: true,
  },
  '500 for what was done': { kind: 'answer', status: 500 },
  'malformed JSON': { kind: 'answer', status: 200, body: '{"id": 9' },
  'another shape': { kind: 'answer', status: 200, body: [{ id: 'x' }] },
  silence: { kind: 'silence' },
  'a half-open connection': { kind: 'half-open' },
  'a cut connection': { kind: 'cut' },
} as const;

async function githubWith(world: Partial<ActionsWorld> = {}): Promise<RunningActions> {
  return await startActions({
    token: TOKEN,
    stages: ['queued', 'waiting', 'success'],
    saysRun: false,
    ...world,
  });
}

function driverOf(github: RunningActions, world: Partial<ActionsWorld> = {}) {
  const { patience } = patienceWith(world);
  return actionsDriver(github, {
    patience: { ...patience, listedWithinMs: 50 },
    place: { pollMs: 1 },
    policy: { timeoutMs: 3000 },
  });
}

/** What became of an order while GitHub failed, and of the same order afterwards. */
async function deployedTwice(world: Partial<ActionsWorld>) {
  const github = await githubWith(world);
  try {
    const during = await driverOf(github, world).deploy(orderOf());
    const runsThen = github.runs.length;
    github.change({ faults: [] });
    const found = await driverOf(github).find(orderOf());
    const after = await driverOf(github).deploy(orderOf());
    return { during, runsThen, found, after, runs: github.runs.length };
  } finally {
    await github.close();
  }
}

describe('GitHub that fails when a deploy asks for', () => {
  test.each(Object.entries(CALLS))('%s leaves it one deploy, whatever the fault', async (_, at) => {
    const outcomes = await Promise.all(
      Object.entries(FAULTS).map(
        async ([name, fault]) => [name, await deployedTwice({ faults: [{ at, ...fault }] })] as const,
      ),
    );
    for (const [name, { during, runsThen, found, after, runs }] of outcomes) {
      // What failed did not go ahead, and what may have is not said to have failed.
      if (during.kind === 'failed') expect([runsThen, during.isBegun], name).toEqual([0, false]);
      if (during.kind === 'done') expect(runsThen, name).toBe(1);
      expect(found.kind, name).toBe(runsThen === 0 ? 'not-begun' : 'done');
      expect([after.kind, runs], name).toEqual(['done', 1]);
    }
  });

  test('that is every call that it makes, and no other', async () => {
    const github = await githubWith();
    await driverOf(github).deploy(orderOf());
    await driverOf(github).find(orderOf());
    const made = github.requests;
    await github.close();
    expect(made.filter((line) => !Object.values(CALLS).some((at) => at.test(line)))).toEqual([]);
    expect(Object.values(CALLS).filter((at) => !made.some((line) => at.test(line)))).toEqual([]);
  });
});

describe('a clock that differs from that of GitHub', () => {
  test.each([-24 * 60, -5, 5, 59])(
    'by %i minutes finds the order again, behind many others',
    async (minutes) => {
      const github = await githubWith({ pageSize: 1, stages: ['success'] });
      const since = new Date(Date.now() + minutes * 60_000).toISOString();
      const driver = driverOf(github);
      for (const key of ['a/1', 'b/1', 'c/1']) await driver.deploy(orderOf({ key, since }));
      expect(await driver.find(orderOf({ key: 'a/1', since }))).toMatchObject({ deploy: { id: '9000' } });
      expect((await driver.deploy(orderOf({ key: 'a/1', since }))).kind).toBe('done');
      expect(github.runs).toHaveLength(3);
      await github.close();
    },
  );
});
