import { loadPolicy, observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { EnvironmentProtection, ServiceEnvironment } from '@lockkeeper/policy-core/deployment/run';
import { describe, expect, test } from 'vitest';

import type { Driver } from '../ports/index.ts';
import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { PROMOTION } from '../testing/killed-releases.ts';
import { observePlatform } from './observe-platform.ts';

const POLICY = `version: 1
deployment:
  services:
    shop:
      environments:
        production:
          driver: { kind: github-actions, workflow: deploy.yml, environment: live }
          approval: { by: github-environment }
`;
const OURS = '.github/workflows/deploy.yml';
const DEPLOY = 'on: workflow_dispatch\njobs: { deploy: { environment: live } }\n';
const ON_PUSH = 'on: push\njobs: { deploy: { environment: live } }\n';

const PROTECTION: EnvironmentProtection = {
  reviewers: [{ kind: 'team', name: 'operations' }],
  preventsSelfReview: true,
  adminsMayBypass: observed(false),
  limitsBranches: true,
};

function policy() {
  const loaded = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  if (loaded.kind !== 'policy') throw new Error('the policy is none');
  const [service] = loaded.deployedServices;
  const environment = service?.environments[0];
  if (service === undefined || environment === undefined) throw new Error('the policy has no place');
  return { policy: loaded, service, environment };
}

/** What is seen where main has some files, and the commit others. */
async function seen(
  main: Files,
  commit: Files,
  {
    protection = observed(PROTECTION),
    environment = {},
    deploysByItself = observed(false),
    trusted = 'old',
  }: {
    trusted?: string;
    protection?: Known<EnvironmentProtection>;
    environment?: Partial<ServiceEnvironment>;
    deploysByItself?: Known<boolean>;
  } = {},
) {
  const place = policy();
  const later = { later: { files: main, parents: ['new'] } };
  const driver: Driver = {
    ...fakeWorld(PROMOTION).tools().driver,
    deploysByItself: async () => await Promise.resolve(deploysByItself),
    gate: {
      protection: async () => await Promise.resolve(protection),
      approvals: async () => await Promise.resolve(observed([])),
    },
  };
  return await observePlatform(
    {
      ...place,
      environment: { ...place.environment, ...environment },
      policyDigest: '',
      commit: 'new',
      isNamed: true,
      branch: undefined,
    },
    {
      driver,
      observers: fakeObservers({
        commits: { old: { files: main }, new: { files: commit, parents: ['old'] }, ...later },
      }),
      trusted,
    },
  );
}

describe('what GitHub does besides', () => {
  test('is nothing where it protects its environment, and one workflow deploys there [row 1.63]', async () => {
    const files = { [OURS]: DEPLOY };
    expect(await seen(files, files)).toEqual({ deploysByItself: observed([]), gate: observed([]) });
  });

  test('is read of main as it is, and as the commit would make it', async () => {
    const pushed = { [OURS]: DEPLOY, '.github/workflows/push.yaml': ON_PUSH };
    const why = ['.github/workflows/push.yaml:2 deploys there on push'];
    expect((await seen(pushed, { [OURS]: DEPLOY })).deploysByItself).toEqual(observed(why));
    expect((await seen({ [OURS]: DEPLOY }, pushed)).deploysByItself).toEqual(observed(why));
  });

  test('is not read of a commit that main has left behind', async () => {
    const pushed = { [OURS]: ON_PUSH };
    expect(await seen({ [OURS]: DEPLOY }, pushed, { trusted: 'later' })).toEqual({
      deploysByItself: observed([]),
      gate: observed([]),
    });
  });

  test('is not what GitHub takes for no workflow', async () => {
    const others = { '.github/workflows/old/push.yml': ON_PUSH, '.github/workflows/push.md': ON_PUSH };
    const files = { [OURS]: DEPLOY, ...others };
    expect((await seen(files, files)).deploysByItself).toEqual(observed([]));
  });

  test('is held back by nobody where main, or what it would be, has no job in the environment', async () => {
    const files = { [OURS]: DEPLOY };
    for (const { gate } of [await seen({}, files), await seen(files, {})])
      expect(gate).toMatchObject({
        known: true,
        value: [{ why: `no job of ${OURS} runs in the environment live` }],
      });
  });

  test('is not known where it does not say how it protects the environment', async () => {
    const files = { [OURS]: DEPLOY };
    const protection = unobserved('there is no token');
    expect(await seen(files, files, { protection })).toEqual({
      deploysByItself: protection,
      gate: protection,
    });
  });

  test('asks nobody where the policy leaves no approval to it', async () => {
    const files = { [OURS]: DEPLOY };
    expect((await seen(files, files, { environment: { approval: undefined } })).gate).toBeUndefined();
  });
});

describe('what another platform does besides', () => {
  const environment = { driver: undefined } as const;
  test.each([
    [observed(false), observed([])],
    [observed(true), observed(['it deploys what is pushed'])],
    [unobserved('it does not say'), unobserved('it does not say')],
  ])('is what its driver says', async (said, deploysByItself) => {
    expect(await seen({}, {}, { environment, deploysByItself: said })).toEqual({
      deploysByItself,
      gate: undefined,
    });
  });
});
