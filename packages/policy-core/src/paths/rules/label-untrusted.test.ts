import { unobserved } from '../../model/known.ts';
import type { AppliedLabel } from '../../model/observations.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { AGENT, AUTHOR, labelOfAuthor, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { labelUntrusted } from './label-untrusted.ts';

const LABEL = 'approved-core-change';
const POLICY = { protected: [{ id: 'core', paths: ['core/**'], require: { label: LABEL } }] };
const about = { pullRequest: PULL_REQUEST };
const change = ['core/auth.py'];

const refused = (how: string) => ({
  messageId: 'untrusted',
  data: { label: LABEL, how },
  underlines: undefined,
});
const byAgent: AppliedLabel = { ...trustedLabel(LABEL), by: AGENT };
const byBot: AppliedLabel = { ...trustedLabel(LABEL), by: { login: 'helper[bot]', id: 9, isBot: true } };
const withRole = (value: 'none' | 'triage' | 'write' | 'admin'): AppliedLabel => ({
  ...trustedLabel(LABEL),
  role: { known: true, value },
});
const lenient = {
  labels: { [LABEL]: { applied_by: { actors: ['human', 'ai'], not: [], permission: 'write' } } },
};

describeRule(labelUntrusted, {
  policy: POLICY,
  keeps: {
    'the label of a maintainer who is not the author [row 1.05]': {
      change,
      labels: [trustedLabel(LABEL)],
      about,
    },
    'the label of an administrator': { change, labels: [withRole('admin')], about },
    'a label in other case, as the forge takes it': {
      change,
      labels: [trustedLabel('Approved-Core-Change')],
      about,
    },
    'a label that nothing asks for, whoever applied it': {
      change: ['docs/a.md'],
      labels: [labelOfAuthor(LABEL)],
      about,
    },
    'no label at all, which is the matter of paths/protected': { change, labels: [], about },
    'a label that only the policy itself asks for, which is the matter of policy/self-protect': {
      change: ['lockkeeper.json'],
      labels: [labelOfAuthor(LABEL)],
      about,
    },
    'the author, where the policy allows it': {
      policy: lenient,
      change,
      labels: [labelOfAuthor(LABEL)],
      about,
    },
    'an agent, where the policy allows it': { policy: lenient, change, labels: [byAgent], about },
    'somebody who may only write, where the policy asks for no more': {
      policy: lenient,
      change,
      labels: [withRole('write')],
      about,
    },
  },
  breaks: {
    'the author of the pull request approves it': {
      change,
      labels: [labelOfAuthor(LABEL)],
      about,
      finds: [refused('ana, the author of the change')],
    },
    'an agent approves what it wrote': {
      change,
      labels: [byAgent],
      about,
      finds: [refused('claude[bot], an AI agent')],
    },
    'a bot approves': { change, labels: [byBot], about, finds: [refused('helper[bot], a bot')] },
    'somebody who may set labels and no more': {
      change,
      labels: [withRole('triage')],
      about,
      finds: [refused('mona, whose role is triage and not maintain or higher')],
    },
    'the author under another spelling of the login': {
      change,
      labels: [{ ...trustedLabel(LABEL), by: { ...AUTHOR, login: 'ANA', id: null } }],
      about,
      finds: [refused('ANA, the author of the change')],
    },
    'one label for many paths, said once': {
      change: ['core/a.py', 'core/b.py', 'core/c.py', 'core/d.py', 'core/e.py', 'core/f.py'],
      labels: [labelOfAuthor(LABEL)],
      about,
      finds: [refused('ana, the author of the change')],
    },
  },
  waits: {
    'for another label, while the change is being written': {
      change,
      stage: 'local',
      labels: [labelOfAuthor(LABEL)],
      about,
      waits: [
        {
          messageId: 'untrusted',
          data: { label: LABEL, how: 'ana, the author of the change' },
          because: `it waits for the label ${LABEL} of somebody who may approve`,
        },
      ],
    },
  },
});

/** What nobody could be asked about leaves paths/protected undetermined; it is no reason to call a label untrusted. */
describeRule(labelUntrusted, {
  policy: POLICY,
  keeps: {
    'a label whose author has a role nobody knows': {
      change,
      labels: [{ ...trustedLabel(LABEL), role: unobserved('GitHub was not asked') }],
      about,
    },
  },
  breaks: {
    'a bot, whatever its role is': {
      change,
      labels: [{ ...byBot, role: unobserved('GitHub was not asked') }],
      about,
      finds: [refused('helper[bot], a bot')],
    },
  },
  waits: {},
});
