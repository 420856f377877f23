import { observed } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { PULL_REQUEST } from '../../../testing/sample-approval.ts';
import { noDirectPush } from './no-direct-push.ts';

const POLICY = {
  branches: {
    production: { match: ['main', 'release/*'], direct_push: 'deny' },
    integration: { match: ['develop'], merge: 'pull_request' },
    ai: { match: ['auto/*'] },
  },
};
const change = ['docs/a.md'];
const MERGED = { ...PULL_REQUEST, base: 'main', mergedAt: '2026-11-20T10:00:00Z' };
const pushedTo = (ref: string) => ({ push: { ref, rewrites: observed(false) } });
const direct = (branch: string) => ({
  messageId: 'direct',
  data: { branch },
  underlines: undefined,
});

describeRule(noDirectPush, {
  policy: POLICY,
  keeps: {
    'commits that came through a pull request [row 0.23]': {
      change,
      about: { ...pushedTo('refs/heads/main'), pullRequest: MERGED },
    },
    'a pull request, in which nothing is pushed to its base': {
      change,
      about: { pullRequest: PULL_REQUEST },
    },
    'a push to a branch that allows it': {
      change,
      about: { ...pushedTo('refs/heads/auto/x'), pullRequest: null },
    },
    'a push to a branch the policy does not name': {
      change,
      about: { ...pushedTo('refs/heads/feature/x'), pullRequest: null },
    },
    'a tag that is named like the branch': {
      change,
      about: { ...pushedTo('refs/tags/main'), pullRequest: null },
    },
  },
  breaks: {
    'a push to production by whomever [row 0.04] [row 0.43]': {
      change,
      about: { ...pushedTo('refs/heads/main'), pullRequest: null },
      finds: [direct('main')],
    },
    'a push to another branch of that kind': {
      change,
      about: { ...pushedTo('refs/heads/release/1.2'), pullRequest: null },
      finds: [direct('release/1.2')],
    },
    'a push to a branch that is merged into by pull request only [row 0.23]': {
      change,
      about: { ...pushedTo('refs/heads/develop'), pullRequest: null },
      finds: [direct('develop')],
    },
    'a push of what a pull request asks for that nobody merged': {
      change,
      about: { ...pushedTo('refs/heads/main'), pullRequest: { ...PULL_REQUEST, base: 'main' } },
      finds: [direct('main')],
    },
    'a push of what was merged into another branch': {
      change,
      about: { ...pushedTo('refs/heads/main'), pullRequest: { ...MERGED, base: 'agent/base' } },
      finds: [direct('main')],
    },
    'a push that changes nothing in the end': {
      change: [],
      about: { ...pushedTo('refs/heads/main'), pullRequest: null },
      finds: [direct('main')],
    },
  },
  waits: {
    'where nobody was asked which pull request it came from': {
      change,
      about: pushedTo('refs/heads/main'),
      waits: [{ messageId: 'direct', data: { branch: 'main' }, because: 'no pull request was given' }],
    },
  },
});
