import { observed, unobserved } from '@lockkeeper/policy-core';
import type { CheckResult, Review } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { ADA, deafForge, fakeForge, GRACE } from '../testing/fake-forge.ts';
import { fakeObservers } from '../testing/fake-repository.ts';
import { observeDeployment } from './deployment.ts';

const REVIEW: Review = {
  by: GRACE,
  state: 'approved',
  commit: 'work',
  role: observed('write'),
  at: '2026-11-21T08:00:00Z',
};
const passed: CheckResult = { name: 'test', outcome: 'success' };
const { git } = fakeObservers({
  commits: { work: { files: {} }, merge: { files: {}, parents: ['work'] } },
  branches: { main: 'merge', other: 'work' },
  tags: { 'v1.0.0': 'merge' },
});
const seven = { head: 'work', author: ADA, reviews: [REVIEW], commits: ['merge'] };
const PRODUCTION = { environment: 'production', commit: 'merge' };

test('a commit is told by its branches, its tags and the pull request it came from', async () => {
  const forge = fakeForge({ pullRequests: { 7: seven }, checks: { work: [passed] } });
  expect(await observeDeployment(PRODUCTION, { git, forge })).toMatchObject({
    deployment: {
      environment: 'production',
      branches: observed(['main']),
      tags: observed(['v1.0.0']),
      reviews: observed([REVIEW]),
      checks: observed([passed]),
    },
    pullRequest: observed({ number: 7, head: 'work' }),
  });
});

describe('checks', () => {
  const checksWith = async (checks: Readonly<Record<string, readonly CheckResult[]>>, head = 'work') => {
    const forge = fakeForge({ pullRequests: { 7: { ...seven, head } }, checks });
    return (await observeDeployment(PRODUCTION, { git, forge })).deployment.checks;
  };

  test('that failed after the merge count', async () => {
    const failed: CheckResult = { name: 'e2e', outcome: 'failure' };
    expect(await checksWith({ work: [passed], merge: [failed] })).toEqual(observed([passed, failed]));
  });

  test('that run after the merge do not: the one that asks is among them', async () => {
    const running: CheckResult = { name: 'deploy', outcome: 'pending' };
    expect(await checksWith({ work: [passed], merge: [running] })).toEqual(observed([passed]));
  });

  test('that passed after the merge do not make up for none before it', async () => {
    expect(await checksWith({ merge: [passed] })).toEqual(observed([]));
  });

  test('of a commit that was merged as it is are asked for once', async () => {
    expect(await checksWith({ merge: [passed] }, 'merge')).toEqual(observed([passed]));
  });

  test('that the forge does not tell of on either commit are not known', async () => {
    const forge = fakeForge({ pullRequests: { 7: seven } });
    for (const silent of ['work', 'merge']) {
      const partly = {
        ...forge,
        checksOf: async (commit: string) =>
          commit === silent ? unobserved('no rights') : observed([passed]),
      };
      const { deployment } = await observeDeployment(PRODUCTION, { git, forge: partly });
      expect(deployment.checks).toEqual(unobserved('no rights'));
    }
  });
});

test('a commit past every pull request has no reviews, and checks of its own', async () => {
  const forge = fakeForge({ checks: { merge: [passed] } });
  expect(await observeDeployment(PRODUCTION, { git, forge })).toMatchObject({
    deployment: { reviews: observed([]), checks: observed([passed]) },
    pullRequest: observed(null),
  });
});

test('what the forge does not say is not known, and what git says is', async () => {
  const reason = 'there is no token';
  const { deployment, pullRequest } = await observeDeployment(PRODUCTION, { git, forge: deafForge(reason) });
  expect([deployment.reviews, deployment.checks, pullRequest]).toEqual(Array(3).fill(unobserved(reason)));
  expect(deployment.branches).toEqual(observed(['main']));
});

test('without git and forge nothing is known', async () => {
  const { deployment, pullRequest } = await observeDeployment(PRODUCTION, { git: undefined });
  const { branches, tags, reviews, checks } = deployment;
  for (const fact of [branches, tags, reviews, checks, pullRequest]) expect(fact.known).toBe(false);
});
