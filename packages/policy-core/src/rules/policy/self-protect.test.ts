import { observed } from '../../known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { labelOfAuthor, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { policySelfProtect } from './self-protect.ts';

const needsLabel = (path: string, label = 'approved-core-change') => ({
  message: `${path} is part of what enforces the policy: it needs the label ${label} before merge.`,
  underlines: undefined,
});
const text = observed({ kind: 'text' as const, text: '{"version":1}' });

describeRule(policySelfProtect, {
  keeps: {
    'what enforces nothing': { change: ['docs/a.md', 'src/lockkeeper.yaml', 'github/a.yml'], labels: [] },
    'an approved change of the policy': {
      change: ['lockkeeper.json'],
      labels: [trustedLabel('approved-core-change')],
      about: { pullRequest: PULL_REQUEST },
    },
    'a label that does not count, which is the matter of the rules about labels': {
      change: ['lockkeeper.json'],
      labels: [labelOfAuthor('approved-core-change')],
      about: { pullRequest: PULL_REQUEST },
    },
    'a whole tree, in which nothing has changed': { files: { 'lockkeeper.json': '{}' } },
    'what a release holds: it had its approval when it was merged': {
      change: ['lockkeeper.json'],
      labels: [],
      seen: { focus: { kind: 'release' } },
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
      waits: [{ message: needsLabel('CODEOWNERS').message, because: 'no labels were given' }],
    },
    'an approval, while the change is being written': {
      change: ['CODEOWNERS'],
      stage: 'local',
      labels: [],
      waits: [
        {
          message: needsLabel('CODEOWNERS').message,
          because: 'it waits for the label approved-core-change',
        },
      ],
    },
  },
});
