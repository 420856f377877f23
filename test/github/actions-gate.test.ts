import { afterEach, describe, expect, test } from 'vitest';

import { orderOf } from '../../packages/host-node/src/testing/driver-conformance.ts';
import { actionsDriver } from './actions-driver.ts';
import { TOKEN } from './sample-world.ts';
import { startActions, type ActionsWorld, type RunningActions } from './start-actions.ts';
import { patienceWith } from './with-github.ts';
import type { WorldEnvironment } from './world.ts';

const running: RunningActions[] = [];
afterEach(async () => {
  for (const github of running.splice(0)) await github.close();
});

async function driverOf(world: Partial<ActionsWorld> = {}) {
  const github = await startActions({ token: TOKEN, stages: ['queued', 'success'], ...world });
  running.push(github);
  return actionsDriver(github, { patience: patienceWith(world).patience, place: { pollMs: 2 } });
}

async function protection(staging: WorldEnvironment) {
  const driver = await driverOf({ about: { environments: { staging } } });
  return await driver.gate?.protection();
}

/** A rule that says less than GitHub's do: read as one, it would let everybody through. */
const WITHOUT_REVIEWERS = {
  protection_rules: [{ type: 'required_reviewers' }],
  deployment_branch_policy: null,
};

describe('the protection of an environment of GitHub', () => {
  test('tells who has to approve, and who may go past that [row 1.63]', async () => {
    expect(await protection({ reviewers: ['mia', 'acme/operations', 'ci[bot]'] })).toMatchObject({
      known: true,
      value: {
        reviewers: [
          { kind: 'account', account: { login: 'mia', isBot: false } },
          { kind: 'team', name: 'operations' },
          { kind: 'account', account: { login: 'ci[bot]', isBot: true } },
        ],
        preventsSelfReview: true,
        adminsMayBypass: { known: true, value: false },
        limitsBranches: true,
      },
    });
  });

  test('is none where it has no rule', async () => {
    expect(await protection({ onlyProtectedBranches: false })).toMatchObject({
      value: { reviewers: [], preventsSelfReview: false, limitsBranches: false },
    });
  });

  test('is not known of administrators where GitHub does not say', async () => {
    expect(await protection({ reviewers: ['mia'], adminsMayBypass: undefined })).toMatchObject({
      value: { adminsMayBypass: { known: false } },
    });
  });

  const AT = /environments/;
  test.each([
    ['401', { kind: 'answer', status: 401 }],
    ['403', { kind: 'answer', status: 403 }],
    ['404', { kind: 'answer', status: 404 }],
    ['409', { kind: 'answer', status: 409 }],
    ['422', { kind: 'answer', status: 422 }],
    ['429', { kind: 'answer', status: 429 }],
    ['500', { kind: 'answer', status: 500 }],
    ['no JSON', { kind: 'answer', status: 200, body: '{' }],
    ['another shape', { kind: 'answer', status: 200, body: { protection_rules: 7 } }],
    ['rules without reviewers', { kind: 'answer', status: 200, body: WITHOUT_REVIEWERS }],
    ['silence', { kind: 'silence' }],
    ['a half-open connection', { kind: 'half-open' }],
    ['a cut connection', { kind: 'cut' }],
  ] as const)('is not known where GitHub answers by %s', async (_, fault) => {
    const driver = await driverOf({
      about: { environments: { staging: { reviewers: ['mia'] } } },
      faults: [{ at: AT, ...fault }],
    });
    expect((await driver.gate?.protection())?.known).toBe(false);
  });
});

describe('what people said of a run', () => {
  test('is told of its environment, but for what nobody decided', async () => {
    const driver = await driverOf({
      approvals: [
        { by: 'mia', state: 'approved' },
        { by: 'bob', state: 'pending' },
      ],
    });
    const result = await driver.deploy(orderOf());
    const deploy = result.kind === 'done' ? result.deploy : { id: null, url: null };
    expect(await driver.gate?.approvals(deploy)).toEqual({
      known: true,
      value: [{ by: 'mia', state: 'approved' }],
    });
  });

  test('is told of no other environment', async () => {
    const approvals = [{ by: 'mia', state: 'approved', environment: 'elsewhere' }] as const;
    const driver = await driverOf({ approvals });
    const result = await driver.deploy(orderOf());
    const deploy = result.kind === 'done' ? result.deploy : { id: null, url: null };
    expect(await driver.gate?.approvals(deploy)).toEqual({ known: true, value: [] });
  });

  test('fails a run that was rejected, and what ran there was not touched [row 0.29]', async () => {
    const driver = await driverOf({
      stages: ['waiting', 'failure'],
      approvals: [{ by: 'mia', state: 'rejected' }],
    });
    expect(await driver.deploy(orderOf())).toEqual({
      kind: 'failed',
      why: 'mia rejected workflow run 9000',
      isBegun: false,
    });
  });

  test.each([
    [
      'somebody else approved',
      {
        approvals: [
          { by: 'mia', state: 'rejected' },
          { by: 'bob', state: 'approved' },
        ],
      },
    ],
    ['nobody can say', { faults: [{ kind: 'answer', at: /approvals/, status: 403 }] }],
  ] as const)('leaves open what a failed run did where %s', async (_, world) => {
    const driver = await driverOf({ stages: ['failure'], ...world });
    expect(await driver.deploy(orderOf())).toEqual({ kind: 'failed', why: 'workflow run 9000 failed' });
  });
});
