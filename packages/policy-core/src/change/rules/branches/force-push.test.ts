import { observed, unobserved } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { PULL_REQUEST } from '../../../testing/sample-approval.ts';
import { forcePush } from './force-push.ts';

const POLICY = {
  branches: {
    production: { match: ['main'], force_push: 'deny' },
    ai: { match: ['auto/*'], force_push: 'allow' },
    people: { match: ['feature/*'] },
  },
};
const change = ['docs/a.md'];
const pushedTo = (branch: string, rewrites: boolean) => ({
  push: { ref: `refs/heads/${branch}`, rewrites: observed(rewrites) },
});
const forced = {
  messageId: 'forced',
  data: { branch: 'main' },
  underlines: undefined,
};

describeRule(forcePush, {
  policy: POLICY,
  keeps: {
    'a push that only adds commits': { change, about: pushedTo('main', false) },
    'a forced push to a branch that allows it': { change, about: pushedTo('auto/x', true) },
    'a forced push to a branch the policy says nothing of': { change, about: pushedTo('feature/x', true) },
    'a pull request, in which nothing is pushed to its base': { change },
  },
  breaks: {
    'a forced push to production [row 0.23]': { change, about: pushedTo('main', true), finds: [forced] },
    'a forced push that came through a pull request': {
      change,
      about: { ...pushedTo('main', true), pullRequest: PULL_REQUEST },
      finds: [forced],
    },
    'a forced push back to what was there before': {
      change: [],
      about: pushedTo('main', true),
      finds: [forced],
    },
  },
  waits: {
    'where the commits before the push are not known': {
      change,
      about: {
        push: {
          ref: 'refs/heads/main',
          rewrites: unobserved('the commit before the push is not in this clone'),
        },
      },
      waits: [
        {
          messageId: 'forced',
          data: { branch: 'main' },
          because: 'the commit before the push is not in this clone',
        },
      ],
    },
  },
});
