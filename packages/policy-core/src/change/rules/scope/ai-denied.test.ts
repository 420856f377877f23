import { unobserved } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import {
  labelBeforePush,
  labelOfAuthor,
  PULL_REQUEST,
  trustedLabel,
} from '../../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT, commitOf } from '../../../testing/sample-change.ts';
import { aiDenied } from './ai-denied.ts';

const LABEL = 'approved-core-change';
const SCOPE = {
  allow: ['backend/app/services/', 'infrastructure/*.json'],
  deny: {
    paths: ['backend/app/core/auth.py', 'backend/app/services/payments**'],
    unless: { label: LABEL },
  },
};
const needsLabel = (path: string, pattern: string) => ({
  messageId: 'needsLabel',
  data: { path, pattern, label: LABEL },
  underlines: undefined,
});
const denied = (path: string, pattern: string) => ({
  messageId: 'denied',
  data: { path, pattern },
  underlines: undefined,
});
const RECORD = 'infrastructure/LAST_PROD_DEPLOY.json';
const approved = { ...BY_AN_AGENT, pullRequest: PULL_REQUEST };

describeRule(aiDenied, {
  policy: { change_scope: SCOPE, deployment: { record: RECORD } },
  keeps: {
    'what is allowed': { change: ['backend/app/services/mail.py'], about: BY_AN_AGENT, labels: [] },
    'what is neither allowed nor denied, which is the matter of scope/ai-not-allowed': {
      change: ['Makefile'],
      about: BY_AN_AGENT,
      labels: [],
    },
    'a denied path, changed by a person': {
      change: ['backend/app/core/auth.py'],
      about: BY_A_PERSON,
      labels: [],
    },
    'a denied path, changed by a bot that is no agent': {
      change: ['backend/app/core/auth.py'],
      about: { ...BY_A_PERSON, author: 'dependabot[bot]' },
      labels: [],
    },
    'a denied path that a person approved': {
      change: ['backend/app/core/auth.py'],
      about: approved,
      labels: [trustedLabel(LABEL)],
    },
    'a policy without a scope': {
      policy: { change_scope: undefined },
      change: ['backend/app/core/auth.py'],
      about: BY_AN_AGENT,
    },
    'what a release holds: it was judged when it was merged': {
      change: ['backend/app/core/auth.py'],
      about: BY_AN_AGENT,
      seen: { focus: { kind: 'release' } },
    },
    'the record, written by the machine that deploys': {
      policy: {
        change_scope: {
          ...SCOPE,
          applies_to: ['ai', 'automation'],
          machine_owned: [{ paths: [RECORD], writers: ['github-actions[bot]'] }],
        },
      },
      change: [RECORD],
      about: { ...BY_A_PERSON, author: 'github-actions[bot]' },
      labels: [],
    },
  },
  breaks: {
    'deny beats allow [row 0.10]': {
      change: [
        'backend/app/services/payments.py',
        'backend/app/services/payments/stripe.py',
        'backend/app/services/payments_x.py',
      ],
      about: BY_AN_AGENT,
      labels: [],
      finds: [
        needsLabel('backend/app/services/payments.py', 'backend/app/services/payments**'),
        needsLabel('backend/app/services/payments/stripe.py', 'backend/app/services/payments**'),
        needsLabel('backend/app/services/payments_x.py', 'backend/app/services/payments**'),
      ],
    },
    'a label that does not count, where the rule about such labels is off': {
      change: ['backend/app/core/auth.py'],
      about: approved,
      labels: [labelOfAuthor(LABEL)],
      finds: [needsLabel('backend/app/core/auth.py', 'backend/app/core/auth.py')],
    },
    'both sides of a move out': {
      change: [
        { path: 'backend/app/core/auth.py', status: 'deleted' },
        { path: 'backend/app/services/auth.py', status: 'added' },
      ],
      about: BY_AN_AGENT,
      labels: [],
      finds: [needsLabel('backend/app/core/auth.py', 'backend/app/core/auth.py')],
    },
    'a trailer is sign enough, on any branch and by any author': {
      change: ['backend/app/core/auth.py'],
      about: { ...BY_A_PERSON, commits: [commitOf(), commitOf({ message: 'x\n\nAssisted-by: Codex\n' })] },
      labels: [],
      finds: [needsLabel('backend/app/core/auth.py', 'backend/app/core/auth.py')],
    },
    'an agent at work on this machine': {
      change: ['backend/app/core/auth.py'],
      about: BY_A_PERSON,
      labels: [],
      seen: { agentSigns: ['the environment variable CLAUDECODE is set'] },
      finds: [needsLabel('backend/app/core/auth.py', 'backend/app/core/auth.py')],
    },
    'the deploy record, although its folder is allowed [row 0.08]': {
      change: [RECORD, 'infrastructure/app.json'],
      about: BY_AN_AGENT,
      labels: [],
      finds: [denied(RECORD, RECORD)],
    },
    'the log of what was deployed': {
      policy: { change_scope: { allow: ['infrastructure/**'] } },
      change: ['infrastructure/deploys/audit.jsonl'],
      about: BY_AN_AGENT,
      labels: [],
      finds: [denied('infrastructure/deploys/audit.jsonl', 'infrastructure/deploys/**')],
    },
    'a path that nothing lifts': {
      policy: { change_scope: { deny: { paths: ['core/**'] } } },
      change: ['core/a.py'],
      about: approved,
      labels: [trustedLabel(LABEL)],
      finds: [denied('core/a.py', 'core/**')],
    },
  },
  waits: {
    'for a label, while an agent writes': {
      change: ['backend/app/core/auth.py'],
      about: BY_AN_AGENT,
      stage: 'local',
      labels: [],
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: 'backend/app/core/auth.py', pattern: 'backend/app/core/auth.py', label: LABEL },
          because: `it waits for the label ${LABEL}`,
        },
      ],
    },
    'for the labels, which nobody read': {
      change: ['backend/app/core/auth.py'],
      about: BY_AN_AGENT,
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: 'backend/app/core/auth.py', pattern: 'backend/app/core/auth.py', label: LABEL },
          because: 'no labels were given',
        },
      ],
    },
    'where nobody knows who made the change, whatever is wrong with the label': {
      change: ['backend/app/core/auth.py'],
      about: { branch: 'feature/x', author: 'ana', pullRequest: PULL_REQUEST },
      labels: [labelBeforePush(LABEL)],
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: 'backend/app/core/auth.py', pattern: 'backend/app/core/auth.py', label: LABEL },
          because: 'no commits were given',
        },
      ],
    },
    'where nobody knows who opened the pull request': {
      change: [RECORD],
      about: { branch: 'feature/x', commits: [] },
      seen: { author: unobserved('GitHub was not asked') },
      labels: [],
      waits: [
        { messageId: 'denied', data: { path: RECORD, pattern: RECORD }, because: 'GitHub was not asked' },
      ],
    },
  },
});
