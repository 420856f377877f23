import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { releaseMakers } from '@lockkeeper/policy-core/deployment/run';
import { describe, expect, test } from 'vitest';

import type { PlatformApproval } from '../ports/index.ts';
import { NEW } from '../../../policy-core/src/testing/any-run.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { PROMOTION, ROLLBACK } from '../testing/killed-releases.ts';
import { runRelease } from './run-release.ts';

const ACTORS = {
  ai: { branches: [], accounts: ['claude'], emails: [], trailers: [], labels: [], localEnv: [] },
  automation: [],
  human: { accounts: [], emails: [] },
  default: 'human',
} as const;
const FORGE = {
  accounts: new Map<string, string | null>([['ada@example.com', 'ada']]),
  pusher: observed('zoe'),
};

/** Carries a plan out on a platform where these people had their say. */
async function released(
  approvals: readonly Known<readonly PlatformApproval[]>[],
  { plan = PROMOTION, forge = FORGE } = {},
) {
  const world = fakeWorld(plan);
  await world.begin();
  const { driver } = world.tools();
  let asked = 0;
  const tools = world.tools({
    driver: {
      ...driver,
      gate: {
        protection: async () => await Promise.resolve(unobserved('nobody asks')),
        approvals: async () => {
          asked += 1;
          return await Promise.resolve(approvals[asked - 1] ?? approvals.at(-1) ?? observed([]));
        },
      },
    },
    approvals: {
      policy: { by: 'github-environment', approvers: [], quorum: 1, expiresMs: 86_400_000 },
      makers: async () =>
        await Promise.resolve(
          observed(releaseMakers({ addresses: ['ada@example.com'], keys: [] }, ACTORS, observed(forge))),
        ),
    },
  });
  const goOn = async (token: number) => {
    await runRelease(world.run(), { token, mayNotGoOn: () => undefined }, tools);
  };
  await goOn(1);
  return { world, goOn };
}

const by = (...people: readonly string[]): Known<readonly PlatformApproval[]> =>
  observed(people.map((login) => ({ by: login, state: 'approved' }) as const));

describe('what people approved on the platform', () => {
  test('is written down: who, of which plan, and where it can be looked at [row 1.63]', async () => {
    const { world } = await released([by('mia')]);
    const { state, approvals } = world.run();
    expect(state).toMatchObject({ outcome: 'done' });
    expect(approvals).toMatchObject([
      { by: 'mia', method: 'github-environment', commit: NEW, plan: world.run().digest, evidence: 'dpl_1' },
    ]);
  });

  test.each([
    ['nobody', [], 'It has 0 of 1 approvals'],
    ['who wrote the commit', ['ada'], 'ada made the commit'],
    ['who pushed it', ['Zoe'], 'zoe pushed it last'],
    ['an agent', ['claude'], 'claude is an agent'],
    ['an app', ['ci[bot]'], 'ci[bot] is an agent'],
  ])('takes the deploy back where it was approved by %s [row 0.29]', async (_, people, why) => {
    const { world } = await released([by(...people)]);
    expect(world.run().state).toMatchObject({
      outcome: 'rolled-back',
      failure: expect.stringContaining(why) as string,
    });
    expect(world.deploys.map(({ commit }) => commit)).toEqual([NEW, PROMOTION.previous]);
  });

  test('is enough where one of them may', async () => {
    expect((await released([by('ada', 'mia')])).world.run().state).toMatchObject({ outcome: 'done' });
  });

  test('is no rejection', async () => {
    const { world } = await released([observed([{ by: 'mia', state: 'rejected' }])]);
    expect([world.run().state, world.run().approvals]).toMatchObject([{ outcome: 'rolled-back' }, []]);
  });

  test('is asked for again where the platform does not say, and written once', async () => {
    const { world, goOn } = await released([unobserved('it answered 500'), by('mia')]);
    expect([world.run().state.kind, world.run().open?.unknown]).toEqual([
      'acting',
      'who approved it is not known: it answered 500',
    ]);
    await goOn(2);
    expect(world.run().state).toMatchObject({ outcome: 'done' });
    expect(world.run().approvals).toHaveLength(1);
    expect(world.deploys).toHaveLength(1);
  });

  test('is open where nobody knows who pushed the commit, until somebody answers for that', async () => {
    const forge = { ...FORGE, pusher: unobserved('the token may not read that') };
    const { world, goOn } = await released([by('mia')], { forge });
    await goOn(2);
    expect(world.run().state.kind).toBe('acting');
    expect(world.run().approvals).toHaveLength(1);
    const plan = { ...PROMOTION, accepted: ['R09:pusher'] };
    const accepted = await released([by('mia')], { forge, plan });
    expect(accepted.world.run().state).toMatchObject({ outcome: 'done' });
    const own = await released([by('ada')], { forge, plan });
    expect(own.world.run().state).toMatchObject({ outcome: 'rolled-back' });
  });

  test('counts as the policy says, also where the plan asks for nobody', async () => {
    const { world } = await released([by('ada')], { plan: { ...PROMOTION, approvals: 0 } });
    expect(world.run().state).toMatchObject({ outcome: 'rolled-back' });
  });

  test('is written of a way back, which nobody has to approve', async () => {
    const { world } = await released([by('ada')], { plan: { ...ROLLBACK, approvals: 0 } });
    expect([world.run().state, world.run().approvals]).toMatchObject([{ outcome: 'done' }, [{ by: 'ada' }]]);
  });
});
