import { unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { labelBeforePush, labelOfAuthor, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../testing/sample-change.ts';
import { dependenciesLabel } from './label.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const LABEL = 'approved-dependency-upgrade';
const PAIR = {
  id: 'backend',
  source: SOURCE,
  lock: LOCK,
  on_change: { require: { label: LABEL }, events: ['pull_request'] },
  docs: 'docs/PYTHON_DEPENDENCY_POLICY.md',
};
const seenPullRequest = { pullRequest: PULL_REQUEST };
const PUSH = { ref: 'refs/heads/main', rewrites: { known: true, value: false } } as const;
const needed = (path: string) => [
  { messageId: 'needsLabel', data: { path, id: 'backend', label: LABEL }, underlines: undefined },
];

describeRule(dependenciesLabel, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'a change of something else': { change: ['docs/a.md'], labels: [] },
    'a pair with the label of someone who may approve': {
      change: [SOURCE, LOCK],
      labels: [trustedLabel(LABEL)],
      about: seenPullRequest,
    },
    'a pair that asks for nothing': {
      policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] },
      change: [SOURCE],
      labels: [],
    },
    'a whole tree, in which nothing has changed': { files: { [SOURCE]: 'a==1\n', [LOCK]: 'a==1\n' } },
    'a push of what a pull request brought, where the label was asked for': {
      change: [SOURCE, LOCK],
      labels: [],
      about: { ...seenPullRequest, push: PUSH },
    },
    'a push to a branch that is not judged': {
      policy: { dependencies: [{ ...PAIR, check_on: ['pull_request', 'push:release/**'] }] },
      change: [SOURCE],
      labels: [],
      about: { pullRequest: null, push: PUSH },
    },
    'a label that is named on the command line of one machine': {
      change: [SOURCE],
      labels: [LABEL],
      stage: 'local',
    },
    'what a release holds: each change of it had its label': {
      change: [SOURCE],
      labels: [],
      seen: { focus: { kind: 'release' } },
    },
  },
  breaks: {
    'an upgrade without the label [attack deps-nolabel] [row 1.15]': {
      change: [SOURCE, LOCK],
      labels: [],
      about: { ...BY_AN_AGENT, ...seenPullRequest },
      finds: needed(SOURCE),
    },
    'a label that does not count, where the rule about such labels is off': {
      change: [SOURCE],
      labels: [labelOfAuthor(LABEL)],
      about: seenPullRequest,
      finds: needed(SOURCE),
    },
    'a label that is older than the last push, where the rule about those is off': {
      change: [SOURCE],
      labels: [labelBeforePush(LABEL)],
      about: seenPullRequest,
      finds: needed(SOURCE),
    },
    'an upgrade by a person without the label': {
      change: [LOCK],
      labels: ['needs-review'],
      about: BY_A_PERSON,
      finds: needed(LOCK),
    },
    'a deleted lock': { change: [{ path: LOCK, status: 'deleted' }], labels: [], finds: needed(LOCK) },
    'a push that no pull request brought': {
      policy: { dependencies: [{ ...PAIR, check_on: ['pull_request', 'push:main'] }] },
      change: [SOURCE, LOCK],
      labels: [],
      about: { pullRequest: null, push: PUSH },
      finds: needed(SOURCE),
    },
    'a file that the requirements bring in: it belongs to them': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '-r base.txt\n', 'backend/base.txt': 'a==1\n' },
      change: ['backend/base.txt'],
      labels: [],
      finds: [
        {
          messageId: 'needsLabel',
          data: { path: 'backend/base.txt', id: 'backend', label: LABEL },
          underlines: '',
        },
      ],
    },
    'one finding for each pair': {
      policy: {
        dependencies: [PAIR, { ...PAIR, id: 'tools', source: 'tools/r.txt', lock: 'tools/r.lock' }],
      },
      change: [SOURCE, 'tools/r.lock'],
      labels: [],
      finds: [
        {
          messageId: 'needsLabel',
          data: { path: SOURCE, id: 'backend', label: LABEL },
          underlines: undefined,
        },
        {
          messageId: 'needsLabel',
          data: { path: 'tools/r.lock', id: 'tools', label: LABEL },
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'for the label, while somebody writes': {
      change: [SOURCE],
      labels: [],
      stage: 'local',
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: SOURCE, id: 'backend', label: LABEL },
          because: `it waits for the label ${LABEL}`,
        },
      ],
    },
    'for somebody who can see the labels': {
      change: [SOURCE],
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: SOURCE, id: 'backend', label: LABEL },
          because: 'no labels were given',
        },
      ],
    },
    'for somebody who knows whether a push came through a pull request': {
      change: [SOURCE],
      about: { push: PUSH },
      seen: { pullRequest: unobserved('GitHub was not asked') },
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: SOURCE, id: 'backend', label: LABEL },
          because: 'no labels were given',
        },
      ],
    },
  },
});
