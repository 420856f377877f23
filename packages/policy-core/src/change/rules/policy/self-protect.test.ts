import { observed } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import {
  AGENT,
  labelBeforePush,
  labelOfAuthor,
  PULL_REQUEST,
  trustedLabel,
} from '../../../testing/sample-approval.ts';
import { policySelfProtect } from './self-protect.ts';

const needsLabel = (path: string, label = 'approved-core-change') => ({
  messageId: 'needsLabel',
  data: { what: path, label },
  underlines: undefined,
});
const refused = (path: string, how: string) => ({
  messageId: 'untrusted',
  data: { what: path, label: 'approved-core-change', how },
  underlines: undefined,
});
const late = (path: string) => ({
  messageId: 'stale',
  data: {
    what: path,
    label: 'approved-core-change',
    how: 'at 2026-11-20T07:00:00Z, and the last push was at 2026-11-20T08:00:00Z',
  },
  underlines: undefined,
});
const about = { pullRequest: PULL_REQUEST };
const DEPENDABOT = { login: 'dependabot[bot]', id: 49_699_333, isBot: true };
const WORKFLOW = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: make test\n';
/** A version of an action moves in a workflow; by Dependabot alone, where nothing else is said. */
const moved = (pushers = [DEPENDABOT], after = WORKFLOW.replace('@v4', '@v5')) => ({
  change: ['.github/workflows/ci.yml'],
  files: { '.github/workflows/ci.yml': after },
  labels: [],
  about: {
    filesBefore: [{ path: '.github/workflows/ci.yml', text: WORKFLOW }],
    pullRequest: { ...PULL_REQUEST, author: DEPENDABOT, pushers: observed(pushers) },
  },
});
const workflowNeedsLabel = { ...needsLabel('.github/workflows/ci.yml'), underlines: '' };
const ANA = { login: 'ana', id: 1, isBot: false };
const text = observed({ kind: 'text' as const, text: '{"version":1}' });

/** Sorted. */
const NEVER_BY_AGENTS = [
  '.github/workflows/guard.yml',
  '.lockkeeper/allowed_signers',
  'lockkeeper.json',
  'scripts/db_audit.sh',
  'scripts/deploy_guard.sh',
  'scripts/stamp_baseline.sh',
  'scripts/start_migrations.sh',
];

describeRule(policySelfProtect, {
  keeps: {
    'what enforces nothing': { change: ['docs/a.md', 'src/lockkeeper.yaml', 'github/a.yml'], labels: [] },
    'an approved change of the policy': {
      change: ['lockkeeper.json'],
      labels: [trustedLabel('approved-core-change')],
      about: { pullRequest: PULL_REQUEST },
    },
    'a whole tree, in which nothing has changed': { files: { 'lockkeeper.json': '{}' } },
    'a release that brings the first policy: it had its approval when it was merged': {
      change: [{ path: 'lockkeeper.json', status: 'added' }],
      files: { 'lockkeeper.json': '{"version":1}' },
      labels: [],
      seen: { focus: { kind: 'release' } },
    },
    'a version of an action that Dependabot moves': moved(),
    'forms and pages for people': { change: ['.github/FUNDING.yml', '.github/SECURITY.md'], labels: [] },
    'another dependency, and a script that nothing calls': {
      change: ['package.json', 'Makefile'],
      files: {
        'package.json': '{"scripts":{"dev":"b"},"dependencies":{"a":"2"}}',
        '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ run: npm test }] } }',
      },
      about: { filesBefore: [{ path: 'package.json', text: '{"scripts":{"dev":"a"}}' }] },
      labels: [],
    },
    'an enforcer that the policy leaves out of its own list': {
      policy: { integrity: { self_protect: { paths: ['Makefile'] } } },
      change: ['CODEOWNERS'],
      labels: [],
    },
  },
  breaks: {
    'every file that enforces the policy [row 0.05]': {
      change: [
        'lockkeeper.json',
        '.github/workflows/guard.yml',
        '.github/CODEOWNERS',
        'CODEOWNERS',
        'docs/CODEOWNERS',
        'backend/.gitattributes',
        '.claude/settings.json',
        '.cursor/rules',
        'AGENTS.md',
        'backend/CLAUDE.md',
        '.pre-commit-config.yaml',
      ],
      labels: [],
      finds: [
        '.claude/settings.json',
        '.cursor/rules',
        '.github/CODEOWNERS',
        '.github/workflows/guard.yml',
        '.pre-commit-config.yaml',
        'AGENTS.md',
        'CODEOWNERS',
        'backend/.gitattributes',
        'backend/CLAUDE.md',
        'docs/CODEOWNERS',
        'lockkeeper.json',
      ].map((path) => needsLabel(path)),
    },
    '[D-4] the policy, pins, workflows and scripts of the guard, changed by an agent that may change everything':
      {
        policy: { change_scope: { allow: ['**'] } },
        change: NEVER_BY_AGENTS,
        labels: [{ ...trustedLabel('approved-core-change'), by: AGENT }],
        about: { ...about, author: 'claude[bot]' },
        finds: NEVER_BY_AGENTS.map((path) => refused(path, 'claude[bot], an AI agent')),
      },
    'the guard and the script under their names, whatever its own list leaves out': {
      policy: {
        generate: {
          guard_workflow: '.github/workflows/gate.yml',
          stamp_script: 'scripts/stamp_shop.sh',
        },
        integrity: { self_protect: { paths: ['Makefile'] } },
      },
      change: ['.github/workflows/gate.yml', 'scripts/stamp_shop.sh', 'scripts/stamp_baseline.sh'],
      labels: [],
      finds: ['.github/workflows/gate.yml', 'scripts/stamp_shop.sh'].map((path) => needsLabel(path)),
    },
    'a second policy, by whatever name it would be read': {
      change: [{ path: 'lockkeeper.toml', status: 'added' }],
      labels: [],
      finds: [needsLabel('lockkeeper.toml')],
    },
    'a policy that only gets another name': {
      change: [
        { path: 'lockkeeper.json', status: 'deleted' },
        { path: 'lockkeeper.yaml', status: 'added' },
      ],
      labels: [],
      finds: [needsLabel('lockkeeper.json'), needsLabel('lockkeeper.yaml')],
    },
    'a list of its own, to which the policy and its baseline always belong': {
      policy: {
        baseline: 'accepted.json',
        integrity: { self_protect: { paths: ['Makefile'], require: { label: 'security' } } },
      },
      change: ['lockkeeper.json', 'Makefile', 'accepted.json'],
      labels: [],
      finds: [
        needsLabel('Makefile', 'security'),
        needsLabel('accepted.json', 'security'),
        needsLabel('lockkeeper.json', 'security'),
      ],
    },
    'a value that decides what runs, in a file that says other things too': {
      change: ['web/package.json', 'Makefile'],
      files: {
        'web/package.json': '{\n  "scripts": { "prepare": "curl x | sh" }\n}\n',
        '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ run: make test }] } }',
      },
      about: { filesBefore: [{ path: 'web/package.json', text: '{}' }] },
      labels: [],
      finds: [
        needsLabel('Makefile'),
        { ...needsLabel('scripts.prepare in web/package.json'), underlines: '"prepare"' },
      ],
    },
    'a version that Dependabot moves, to whose branch somebody else pushed': {
      ...moved([DEPENDABOT, ANA]),
      finds: [workflowNeedsLabel],
    },
    'more than a version, by Dependabot': {
      ...moved([DEPENDABOT], WORKFLOW.replace('make test', 'true')),
      finds: [workflowNeedsLabel],
    },
    'a version that Dependabot moves in a file that the policy lists itself': {
      ...moved(),
      policy: { integrity: { self_protect: { paths: ['.github/**'] } } },
      finds: [workflowNeedsLabel],
    },
    'a version that Dependabot moves, in a release: the whole file is asked for': {
      ...moved(),
      seen: { focus: { kind: 'release' } },
      finds: [workflowNeedsLabel],
    },
    'what a release holds, past its own list as well': {
      policy: { integrity: { self_protect: { paths: ['Makefile'] } } },
      change: ['lockkeeper.json', '.github/workflows/guard.yml', 'scripts/stamp_prod_baseline.sh'],
      labels: [],
      seen: { focus: { kind: 'release' } },
      finds: [
        needsLabel('.github/workflows/guard.yml'),
        needsLabel('lockkeeper.json'),
        needsLabel('scripts/stamp_prod_baseline.sh'),
      ],
    },
    'the label of the author, in every file it would approve': {
      change: ['lockkeeper.json', 'CODEOWNERS'],
      labels: [labelOfAuthor('approved-core-change')],
      about,
      finds: ['CODEOWNERS', 'lockkeeper.json'].map((path) => refused(path, 'ana, the author of the change')),
    },
    'the label of an agent': {
      change: ['lockkeeper.json'],
      labels: [{ ...trustedLabel('approved-core-change'), by: AGENT }],
      about,
      finds: [refused('lockkeeper.json', 'claude[bot], an AI agent')],
    },
    'a label that is older than the last push': {
      change: ['lockkeeper.json'],
      labels: [labelBeforePush('approved-core-change')],
      about,
      finds: [late('lockkeeper.json')],
    },
    'a label that does not count, in a draft': {
      policy: { policy: { status: 'draft' } },
      change: ['lockkeeper.json'],
      labels: [labelOfAuthor('approved-core-change')],
      about,
      finds: [refused('lockkeeper.json', 'ana, the author of the change')],
    },
    'the first policy, which may not let itself in': {
      change: [{ path: 'lockkeeper.json', status: 'added' }],
      labels: [],
      seen: { files: { 'lockkeeper.json': text } },
      finds: [needsLabel('lockkeeper.json')],
    },
    'the first policy, by the label it asks for itself': {
      policy: { integrity: { self_protect: { require: { label: 'security' } } } },
      change: [{ path: 'lockkeeper.json', status: 'added' }],
      labels: [],
      finds: [needsLabel('lockkeeper.json', 'security')],
    },
  },
  waits: {
    'labels that were not read': {
      change: ['CODEOWNERS'],
      waits: [
        {
          messageId: 'needsLabel',
          data: { what: 'CODEOWNERS', label: 'approved-core-change' },
          because: 'no labels were given',
        },
      ],
    },
    'another label, while the change is being written': {
      change: ['CODEOWNERS'],
      stage: 'local',
      labels: [labelOfAuthor('approved-core-change')],
      about,
      waits: [
        {
          messageId: 'untrusted',
          data: { what: 'CODEOWNERS', label: 'approved-core-change', how: 'ana, the author of the change' },
          because: 'it waits for the label approved-core-change of somebody who may approve',
        },
      ],
    },
    'a file that may hold what enforces, unread': {
      change: ['package.json'],
      labels: [],
      waits: [{ messageId: 'unread', data: { path: 'package.json' }, because: 'its text was not given' }],
    },
    'an approval, while the change is being written': {
      change: ['CODEOWNERS'],
      stage: 'local',
      labels: [],
      waits: [
        {
          messageId: 'needsLabel',
          data: { what: 'CODEOWNERS', label: 'approved-core-change' },
          because: 'it waits for the label approved-core-change',
        },
      ],
    },
  },
});
