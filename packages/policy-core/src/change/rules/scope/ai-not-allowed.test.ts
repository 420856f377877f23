import { describeRule } from '../../../testing/describe-rule.ts';
import { PULL_REQUEST, trustedLabel } from '../../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../../testing/sample-change.ts';
import { aiNotAllowed } from './ai-not-allowed.ts';

/** The allow list of the first policy (document 0), and its way for dependency upgrades. */
const POLICY = {
  dependencies: [{ id: 'backend', source: 'backend/requirements.txt', lock: 'backend/requirements.lock' }],
  change_scope: {
    allow: [
      '/docs/*.md',
      '/docs/reports/**/*.md',
      '/docs/archive/**/*.md',
      '/infrastructure/*.yml',
      '/infrastructure/*.json',
      '/infrastructure/scripts/*',
      'backend/app/routers/',
      'backend/app/services/',
      'backend/app/api/deps.py',
    ],
    deny: { paths: ['backend/app/core/auth.py'], unless: { label: 'approved-core-change' } },
    also_allow: [{ dependencies: 'backend', unless_missing: { label: 'approved-dependency-upgrade' } }],
  },
};
const outside = (path: string) => ({
  messageId: 'outside',
  data: { path },
  underlines: undefined,
});
const needsLabel = (path: string) => ({
  messageId: 'needsLabel',
  data: { path, label: 'approved-dependency-upgrade' },
  underlines: undefined,
});
const agent = (...change: readonly string[]) => ({ change, about: BY_AN_AGENT, labels: [] });

describeRule(aiNotAllowed, {
  policy: POLICY,
  keeps: {
    'documents at the top of docs [row 0.06]': agent('docs/a.md'),
    'reports and archives, however deep [row 0.07]': agent(
      'docs/reports/a.md',
      'docs/reports/2026/11/a.md',
      'docs/archive/x/a.md',
    ),
    'settings and scripts of the infrastructure [row 0.08]': agent(
      'infrastructure/ci.yml',
      'infrastructure/env.json',
      'infrastructure/scripts/deploy.sh',
    ),
    'routers, services and the dependencies of the API [row 0.09] [row 0.10] [row 0.11]': agent(
      'backend/app/routers/users.py',
      'backend/app/services/mail/smtp.py',
      'backend/app/api/deps.py',
    ),
    'a denied path, which is the matter of scope/ai-denied': agent('backend/app/core/auth.py'),
    'anything, changed by a person': { change: ['Makefile'], about: BY_A_PERSON, labels: [] },
    'anything, where the policy allows everything it does not deny': {
      policy: { change_scope: { deny: { paths: ['core/**'] } } },
      ...agent('Makefile'),
    },
    'a pair of requirements, with the label of a person': {
      change: ['backend/requirements.txt', 'backend/requirements.lock'],
      about: { ...BY_AN_AGENT, pullRequest: PULL_REQUEST },
      labels: [trustedLabel('approved-dependency-upgrade')],
    },
    'a pair of requirements that asks for nothing': {
      policy: { change_scope: { allow: [], also_allow: [{ dependencies: 'backend' }] } },
      ...agent('backend/requirements.txt'),
    },
  },
  breaks: {
    'documents elsewhere [row 0.06]': {
      ...agent('docs/a/b.md', 'x/docs/a.md', 'docs/a.txt', 'docs'),
      finds: [outside('docs'), outside('docs/a.txt'), outside('docs/a/b.md'), outside('x/docs/a.md')],
    },
    'reports elsewhere [row 0.07]': {
      ...agent('docs/notes/reports/a.md', 'docs/reports/a.py'),
      finds: [outside('docs/notes/reports/a.md'), outside('docs/reports/a.py')],
    },
    'infrastructure elsewhere [row 0.08]': {
      ...agent('infrastructure/terraform/main.tf', 'infrastructure/scripts/lib/a.sh'),
      finds: [outside('infrastructure/scripts/lib/a.sh'), outside('infrastructure/terraform/main.tf')],
    },
    'both sides of a move': {
      change: [
        { path: 'backend/app/routers/a.py', status: 'deleted' },
        { path: 'backend/app/core/a.py', status: 'added' },
      ],
      about: BY_AN_AGENT,
      labels: [],
      finds: [outside('backend/app/core/a.py')],
    },
    'a name that is written with other letters': {
      ...agent('backend/app/r\u043euters/a.py', 'Docs/a.md'),
      finds: [outside('Docs/a.md'), outside('backend/app/r\u043euters/a.py')],
    },
    'a pair of requirements without the label': {
      ...agent('backend/requirements.txt'),
      finds: [needsLabel('backend/requirements.txt')],
    },
    'everything, where nothing is allowed': {
      policy: { change_scope: { allow: [] } },
      ...agent('docs/a.md'),
      finds: [outside('docs/a.md')],
    },
  },
  waits: {
    'where nobody knows who made the change': {
      change: ['Makefile'],
      about: { branch: 'feature/x', author: 'ana' },
      labels: [],
      waits: [{ messageId: 'outside', data: { path: 'Makefile' }, because: 'no commits were given' }],
    },
    'for the label of an upgrade, while an agent writes': {
      ...agent('backend/requirements.txt'),
      stage: 'local',
      waits: [
        {
          messageId: 'needsLabel',
          data: { path: 'backend/requirements.txt', label: 'approved-dependency-upgrade' },
          because: 'it waits for the label approved-dependency-upgrade',
        },
      ],
    },
  },
});
