import { observed, unobserved } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { PULL_REQUEST } from '../../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../../testing/sample-change.ts';
import { aiBranch } from './ai-branch.ts';

const POLICY = {
  branches: {
    production: { match: ['main'] },
    ai: { match: ['auto/*', 'auto/**'] },
    upgrades: { match: ['deps/*'] },
  },
  change_scope: { branches: ['ai', 'upgrades'] },
};
const change = ['docs/a.md'];
const on = (branch: string) => ({ change, about: { ...BY_AN_AGENT, branch } });
const wrong = (branch: string) => ({
  messageId: 'wrong',
  data: { branch, kinds: 'ai or upgrades' },
  underlines: undefined,
});
const push = { ref: 'refs/heads/main', rewrites: observed(false) };

describeRule(aiBranch, {
  policy: POLICY,
  keeps: {
    'the branch of an agent [row 0.20] [row 0.21]': on('auto/self-update-001'),
    'a branch with more than one slash [row 0.20]': on('auto/deps/2026-11-21'),
    'another kind that the scope names': on('deps/flask'),
    'any branch, for a person': { change, about: BY_A_PERSON },
    'any branch, where the scope names none': {
      policy: { change_scope: {} },
      ...on('feature/x'),
    },
    'a merged pull request, which was committed on its own branch': {
      change,
      about: {
        ...BY_AN_AGENT,
        branch: 'main',
        push,
        pullRequest: { ...PULL_REQUEST, branch: 'auto/self-update-001' },
      },
    },
    'nothing: an agent that has not changed anything yet': {
      change: [],
      about: { ...BY_AN_AGENT, branch: 'main', commits: [] },
    },
  },
  breaks: {
    'a branch of people [row 0.21]': { ...on('feature/x'), finds: [wrong('feature/x')] },
    'a branch of people, told once for many paths': {
      ...on('feature/x'),
      change: ['docs/a.md', 'docs/b.md', 'core/c.py'],
      finds: [wrong('feature/x')],
    },
    'a branch of people, with commits that change nothing': {
      ...on('feature/x'),
      change: [],
      finds: [wrong('feature/x')],
    },
    'names that only look alike [row 0.20]': {
      ...on('auto'),
      finds: [wrong('auto')],
    },
    'a branch that begins like one': { ...on('automatic/x'), finds: [wrong('automatic/x')] },
    'the production branch [row 0.04]': { ...on('main'), finds: [wrong('main')] },
    'a push without a pull request [row 0.43]': {
      change,
      about: { ...BY_AN_AGENT, branch: 'main', push, pullRequest: null },
      finds: [wrong('main')],
    },
    'a merged pull request of a branch of people': {
      change,
      about: { ...BY_AN_AGENT, branch: 'main', push, pullRequest: PULL_REQUEST },
      finds: [wrong('feature/x')],
    },
  },
  waits: {
    'where nobody knows who made the change': {
      change,
      about: { branch: 'feature/x', author: 'ana' },
      waits: [
        {
          messageId: 'unknown',
          data: {},
          because: 'no commits were given',
        },
      ],
    },
    'where the head is on no branch': {
      change,
      about: { author: 'claude[bot]', commits: [] },
      waits: [
        {
          messageId: 'unknown',
          data: {},
          because: 'no branch was given',
        },
      ],
    },
    'where the pull request of a push is not known': {
      change,
      about: { ...BY_AN_AGENT, branch: 'main', push },
      seen: { pullRequest: unobserved('GitHub was not asked') },
      waits: [
        {
          messageId: 'unknown',
          data: {},
          because: 'GitHub was not asked',
        },
      ],
    },
  },
});
