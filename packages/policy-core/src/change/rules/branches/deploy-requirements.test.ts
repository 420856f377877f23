import { observed, unobserved } from '../../../model/known.ts';
import type { Account, CheckResult, Deployment, Observations, Review } from '../../../model/observations.ts';
import { describeRule, type Given } from '../../../testing/describe-rule.ts';
import { deployRequirementsRule } from './deploy-requirements.ts';

const HEAD = 'a'.repeat(40);
const OLDER = 'b'.repeat(40);
const ADA: Account = { login: 'ada', id: 1, isBot: false };
const GRACE: Account = { login: 'grace', id: 2, isBot: false };

const policyWith = (...requires: readonly string[]) => ({
  branches: { production: { match: ['main'] }, production_requires: requires },
});
const ALL = policyWith('human_approval', 'checks_green', 'tagged');

const review = (by: Account, change: Partial<Review> = {}): Review => ({
  by,
  state: 'approved',
  role: observed('write'),
  commit: HEAD,
  at: '2026-11-21T08:00:00Z',
  ...change,
});
const green: CheckResult = { name: 'test', outcome: 'success' };

const SOUND: Deployment = {
  environment: 'production',
  branches: observed(['main']),
  tags: observed(['v1.0.0']),
  reviews: observed([review(GRACE)]),
  checks: observed([green]),
};
const CAME_FROM: Observations['pullRequest'] = observed({
  number: 7,
  author: ADA,
  branch: 'auto/x',
  head: HEAD,
  pushedAt: observed('2026-11-21T07:00:00Z'),
  pushers: observed([]),
});

function deploying(
  change: Partial<Deployment>,
  {
    requires,
    pullRequest = CAME_FROM,
  }: { requires?: string; pullRequest?: Observations['pullRequest'] } = {},
): Given {
  return {
    policy: requires === undefined ? ALL : policyWith(requires),
    files: {},
    stage: 'deploy',
    seen: { deployment: { ...SOUND, ...change }, pullRequest },
  };
}

const reviewedBy = (...reviews: readonly Review[]) =>
  deploying({ reviews: observed(reviews) }, { requires: 'human_approval' });
const checkedBy = (...checks: readonly CheckResult[]) =>
  deploying({ checks: observed(checks) }, { requires: 'checks_green' });

const unapproved = (why: string) => ({
  messageId: 'human_approval',
  data: { why },
  underlines: undefined,
});
const unchecked = (why: string) => ({
  messageId: 'checks_green',
  data: { why },
  underlines: undefined,
});
const untagged = (why: string) => ({
  messageId: 'tagged',
  data: { why },
  underlines: undefined,
});
const UNKNOWN = 'it is unknown whether it has that';

describeRule(deployRequirementsRule, {
  keeps: {
    'a commit with all of them': deploying({}),
    'another environment, of which nothing is asked': deploying({
      environment: 'staging',
      reviews: observed([]),
      checks: observed([]),
      tags: observed([]),
    }),
    'production of a policy that asks for nothing': {
      ...deploying({ reviews: observed([]), checks: observed([]), tags: observed([]) }),
      policy: { branches: { production: { match: ['main'] } } },
    },
    'a tree that nobody is about to deploy': { policy: ALL, files: {} },
    'one approval among objections to other states': reviewedBy(
      review(ADA),
      review(GRACE),
      review({ login: 'linus', id: 3, isBot: false }, { state: 'commented' }),
    ),
    'a check that was skipped beside one that passed': checkedBy(green, { name: 'e2e', outcome: 'skipped' }),
    'what is not asked for and not known': deploying(
      { reviews: unobserved('x'), checks: unobserved('x') },
      { requires: 'tagged', pullRequest: unobserved('x') },
    ),
  },
  breaks: {
    'no review at all': { ...reviewedBy(), finds: [unapproved('nobody reviewed #7')] },
    'the approval of the author': {
      ...reviewedBy(review(ADA)),
      finds: [unapproved('ada approved their own pull request')],
    },
    'the approval of the author under a new name': {
      ...reviewedBy(review({ ...ADA, login: 'ada-l' })),
      finds: [unapproved('ada-l approved their own pull request')],
    },
    'the approval of a bot': {
      ...reviewedBy(review({ login: 'approver[bot]', id: 9, isBot: true })),
      finds: [unapproved('approver[bot], who approved it, is a bot')],
    },
    'the approval of an agent that the policy names': {
      ...reviewedBy(review({ login: 'Copilot', id: 10, isBot: false })),
      finds: [unapproved('Copilot, who approved it, is an AI agent')],
    },
    'the approval of an older state': {
      ...reviewedBy(review(GRACE, { commit: OLDER })),
      finds: [unapproved('grace approved bbbbbbbbbb, and aaaaaaaaaa was merged')],
    },
    'an approval that was taken back': {
      ...reviewedBy(review(GRACE, { state: 'dismissed' })),
      finds: [unapproved('grace approved or objected, and that was taken back')],
    },
    'objections and remarks only': {
      ...reviewedBy(review(GRACE, { state: 'changes-requested' }), review(ADA, { state: 'commented' })),
      finds: [unapproved('grace asked for changes; ada only commented')],
    },
    'a commit past every pull request': {
      ...deploying({}, { requires: 'human_approval', pullRequest: observed(null) }),
      finds: [unapproved('it came from no pull request')],
    },
    'no checks, which prove nothing': { ...checkedBy(), finds: [unchecked('no check passed on it')] },
    'checks that were all skipped': {
      ...checkedBy({ name: 'test', outcome: 'skipped' }),
      finds: [unchecked('no check passed on it')],
    },
    'a check that failed and one that still runs': {
      ...checkedBy(green, { name: 'lint', outcome: 'failure' }, { name: 'e2e', outcome: 'pending' }),
      finds: [unchecked('lint failed; e2e has not ended')],
    },
    'more failures than can be read': {
      ...checkedBy(
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name, outcome: 'failure' as const })),
      ),
      finds: [unchecked('a failed; b failed; c failed; d failed; e failed; and 2 more')],
    },
    'no tag': {
      ...deploying({ tags: observed([]) }, { requires: 'tagged' }),
      finds: [untagged('no tag points at it')],
    },
    'everything missing': {
      ...deploying({ reviews: observed([]), checks: observed([]), tags: observed([]) }),
      finds: [
        unapproved('nobody reviewed #7'),
        unchecked('no check passed on it'),
        untagged('no tag points at it'),
      ],
    },
  },
  waits: {
    'without an answer from the forge': {
      ...deploying(
        { reviews: unobserved('there is no token'), checks: unobserved('there is no token') },
        { pullRequest: unobserved('there is no token') },
      ),
      waits: [
        { messageId: 'human_approval', data: { why: UNKNOWN }, because: 'there is no token' },
        { messageId: 'checks_green', data: { why: UNKNOWN }, because: 'there is no token' },
      ],
    },
    'when only the reviews may not be read': {
      ...deploying({ reviews: unobserved('the token may not read them') }),
      waits: [
        { messageId: 'human_approval', data: { why: UNKNOWN }, because: 'the token may not read them' },
      ],
    },
    'when it is not known which commit was reviewed': {
      ...deploying(
        {},
        {
          pullRequest: observed({
            number: 7,
            author: ADA,
            branch: 'auto/x',
            pushedAt: observed('2026-11-21T07:00:00Z'),
            pushers: observed([]),
          }),
        },
      ),
      waits: [
        {
          messageId: 'human_approval',
          data: { why: UNKNOWN },
          because: 'the last commit of #7 is not known',
        },
      ],
    },
    'when the tags cannot be read': {
      ...deploying({ tags: unobserved('git was not asked') }),
      waits: [{ messageId: 'tagged', data: { why: UNKNOWN }, because: 'git was not asked' }],
    },
  },
});
