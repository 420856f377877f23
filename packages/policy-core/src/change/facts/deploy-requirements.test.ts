import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Account, CheckResult, Deployment, Observations, Review } from '../../model/observations.ts';
import type { DeployRequirement } from '../../policy/policy.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { findDeployRequirements } from './deploy-requirements.ts';

const HEAD = 'a'.repeat(40);
const OLDER = 'b'.repeat(40);
const ADA: Account = { login: 'ada', id: 1, isBot: false };
const GRACE: Account = { login: 'grace', id: 2, isBot: false };
const BOT: Account = { login: 'approver[bot]', id: 3, isBot: true };
const AGENT: Account = { login: 'Copilot', id: 4, isBot: false };

const policyWith = (...requires: readonly string[]) =>
  policyOf({ branches: { production: { match: ['main'] }, production_requires: requires } });
const ALL = ['human_approval', 'checks_green', 'tagged'];

const PULL_REQUEST: Observations['pullRequest'] = observed({
  number: 7,
  author: ADA,
  branch: 'auto/x',
  head: HEAD,
  pushedAt: observed('2026-11-21T07:00:00Z'),
  pushers: observed([]),
});

const BARE: Deployment = {
  environment: 'production',
  branches: observed(['main']),
  tags: observed([]),
  reviews: observed([]),
  checks: observed([]),
};

const review = (by: Account, change: Partial<Review> = {}): Review => ({
  by,
  state: 'approved',
  role: observed('write'),
  commit: HEAD,
  at: '2026-11-21T08:00:00Z',
  ...change,
});

interface Given {
  readonly deployment?: Partial<Deployment>;
  readonly pullRequest?: Observations['pullRequest'];
}

function objections(
  requirement: DeployRequirement,
  { deployment = {}, pullRequest = PULL_REQUEST }: Given,
): Known<readonly string[]> {
  const seen = { deployment: { ...BARE, ...deployment }, pullRequest };
  const [found] = findDeployRequirements(policyWith(requirement), seen);
  if (found === undefined) throw new Error('The policy of this test asks for it.');
  return found.objections;
}

const toReviews = (...reviews: readonly Review[]) =>
  objections('human_approval', { deployment: { reviews: observed(reviews) } });
const toChecks = (...checks: readonly CheckResult[]) =>
  objections('checks_green', { deployment: { checks: observed(checks) } });

describe('what is asked for', () => {
  test('is what the policy names, in its order, each once', () => {
    const policy = policyWith('tagged', 'human_approval', 'tagged');
    const found = findDeployRequirements(policy, { deployment: BARE, pullRequest: PULL_REQUEST });
    expect(found.map(({ requirement }) => requirement)).toEqual(['tagged', 'human_approval']);
    for (const { at } of found) expect(at).toMatchObject({ path: policy.path });
  });

  test.each(['staging', 'production ', 'preproduction', 'prod'])('is nothing for %j', (environment) => {
    const deployment = { ...BARE, environment };
    expect(findDeployRequirements(policyWith(...ALL), { deployment, pullRequest: PULL_REQUEST })).toEqual([]);
  });

  test.each(['Production', 'PRODUCTION'])(
    'is the same for %s, which the forge takes for it',
    (environment) => {
      const deployment = { ...BARE, environment };
      const found = findDeployRequirements(policyWith(...ALL), { deployment, pullRequest: PULL_REQUEST });
      expect(found.map(({ requirement }) => requirement)).toEqual(ALL);
    },
  );

  test('is nothing where nothing is deployed, or the policy names nothing', () => {
    expect(
      findDeployRequirements(policyWith(...ALL), { deployment: null, pullRequest: PULL_REQUEST }),
    ).toEqual([]);
    expect(findDeployRequirements(policyOf({}), { deployment: BARE, pullRequest: PULL_REQUEST })).toEqual([]);
  });
});

describe('an approval', () => {
  test('is that of a person other than the author, of the commit that was merged', () => {
    expect(toReviews(review(GRACE))).toEqual(observed([]));
  });

  test.each([
    ['of the author', review(ADA), 'ada approved their own pull request'],
    ['of a bot', review(BOT), 'approver[bot], who approved it, is a bot'],
    ['of an agent', review(AGENT), 'Copilot, who approved it, is an AI agent'],
    [
      'of an older commit',
      review(GRACE, { commit: OLDER }),
      'grace approved bbbbbbbbbb, and aaaaaaaaaa was merged',
    ],
    [
      'of a commit that is gone',
      review(GRACE, { commit: '' }),
      'grace approved a commit that is gone, and aaaaaaaaaa was merged',
    ],
    [
      'that was taken back',
      review(GRACE, { state: 'dismissed' }),
      'grace approved or objected, and that was taken back',
    ],
    ['that is a remark', review(GRACE, { state: 'commented' }), 'grace only commented'],
    ['that is the contrary', review(GRACE, { state: 'changes-requested' }), 'grace asked for changes'],
  ])('is not one %s', (_, given, objection) => {
    expect(toReviews(given)).toEqual(observed([objection]));
  });

  test('is missed where nobody said anything', () => {
    expect(toReviews()).toEqual(observed(['nobody reviewed #7']));
  });

  test('is missed where there was no pull request to review', () => {
    expect(objections('human_approval', { pullRequest: observed(null) })).toEqual(
      observed(['it came from no pull request']),
    );
  });

  test.each<readonly [string, Given, string]>([
    ['the pull request', { pullRequest: unobserved('no token') }, 'no token'],
    ['the reviews', { deployment: { reviews: unobserved('no rights') } }, 'no rights'],
    [
      'the merged commit',
      {
        pullRequest: observed({
          number: 7,
          author: ADA,
          branch: 'x',
          pushedAt: unobserved('x'),
          pushers: unobserved('x'),
        }),
      },
      'the last commit of #7 is not known',
    ],
  ])('is not known where %s is not', (_, given, reason) => {
    expect(objections('human_approval', given)).toEqual(unobserved(reason));
  });

  test('is lost while somebody else who may write asks for changes', () => {
    const linus = { login: 'linus', id: 5, isBot: false };
    const objecting = review(linus, { state: 'changes-requested' });
    expect(toReviews(review(GRACE), objecting)).toEqual(observed(['linus asked for changes']));
    expect(toReviews(review(GRACE), { ...objecting, role: observed('read') })).toEqual(observed([]));
  });

  test('is not known where nobody knows the role of who gave it', () => {
    const unknown = { role: unobserved('the token may not read roles') };
    expect(toReviews(review(GRACE, unknown))).toEqual(unobserved('the token may not read roles'));
  });

  test('is not lost by whatever others say who have no say', () => {
    const anyReview = fc
      .record({
        by: fc.constantFrom(ADA, BOT, AGENT),
        state: fc.constantFrom('approved', 'changes-requested', 'commented', 'dismissed'),
        commit: fc.constantFrom(HEAD, OLDER),
      })
      .map(({ by, ...rest }) => review(by, rest));
    fc.assert(
      fc.property(fc.array(anyReview), fc.array(anyReview), (before, after) => {
        expect(toReviews(...before, review(GRACE), ...after)).toEqual(observed([]));
      }),
    );
  });

  test('never comes from the author, machines or older commits, however many', () => {
    const notOne = fc
      .record({
        by: fc.constantFrom(ADA, BOT, AGENT),
        state: fc.constantFrom('approved', 'changes-requested', 'commented', 'dismissed'),
      })
      .map(({ by, ...rest }) => review(by, rest));
    fc.assert(
      fc.property(fc.array(fc.oneof(notOne, fc.constant(review(GRACE, { commit: OLDER })))), (reviews) => {
        expect(toReviews(...reviews)).not.toEqual(observed([]));
      }),
    );
  });
});

describe('checks are green', () => {
  const anyOutcome = fc.constantFrom('success', 'skipped', 'pending', 'failure');
  const anyCheck: fc.Arbitrary<CheckResult> = fc.record({
    name: fc.constantFrom('test', 'lint', 'e2e'),
    outcome: anyOutcome,
  });

  test('when one passed and nothing stands against it', () => {
    fc.assert(
      fc.property(fc.array(anyCheck), (checks) => {
        const outcomes = checks.map(({ outcome }) => outcome);
        const isGreen =
          outcomes.includes('success') && !outcomes.includes('failure') && !outcomes.includes('pending');
        const found = toChecks(...checks);
        expect(found.known && found.value.length === 0).toBe(isGreen);
      }),
    );
  });

  test.each<readonly [string, readonly CheckResult[], readonly string[]]>([
    ['there is none', [], ['no check passed on it']],
    ['all were skipped', [{ name: 'a', outcome: 'skipped' }], ['no check passed on it']],
    ['one runs', [{ name: 'a', outcome: 'pending' }], ['a has not ended']],
    [
      'one failed beside one that passed',
      [
        { name: 'a', outcome: 'success' },
        { name: 'b', outcome: 'failure' },
      ],
      ['b failed'],
    ],
  ])('not when %s', (_, checks, expected) => {
    expect(toChecks(...checks)).toEqual(observed(expected));
  });

  test('nobody knows where they are not known', () => {
    expect(objections('checks_green', { deployment: { checks: unobserved('no rights') } })).toEqual(
      unobserved('no rights'),
    );
  });
});

describe('a tag', () => {
  test('is any that points at the commit', () => {
    expect(objections('tagged', { deployment: { tags: observed(['v1']) } })).toEqual(observed([]));
    expect(objections('tagged', {})).toEqual(observed(['no tag points at it']));
  });

  test('is not known where the tags are not', () => {
    expect(objections('tagged', { deployment: { tags: unobserved('git was not asked') } })).toEqual(
      unobserved('git was not asked'),
    );
  });
});
