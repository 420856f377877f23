import { observed } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { labelBeforePush, labelOfAuthor, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { labelStale } from './label-stale.ts';

const LABEL = 'approved-core-change';
const POLICY = { protected: [{ id: 'core', paths: ['core/**'], require: { label: LABEL } }] };
const change = ['core/auth.py'];
const about = { pullRequest: PULL_REQUEST };
const stale = (at: string, pushed = '2026-11-20T08:00:00Z') => ({
  messageId: 'stale',
  data: { label: LABEL, how: `at ${at}, and the last push was at ${pushed}` },
});

describeRule(labelStale, {
  policy: POLICY,
  keeps: {
    'a label that is younger than the last push': { change, labels: [trustedLabel(LABEL)], about },
    'an older label, where the policy says that it never expires': {
      policy: { labels: { [LABEL]: { expires: 'never' } } },
      change,
      labels: [labelBeforePush(LABEL)],
      about,
    },
    'a label of somebody who may not approve, which is the matter of paths/label-untrusted': {
      change,
      labels: [{ ...labelOfAuthor(LABEL), at: '2026-11-20T07:00:00Z' }],
      about,
    },
    'an older label that nothing asks for': {
      change: ['docs/a.md'],
      labels: [labelBeforePush(LABEL)],
      about,
    },
  },
  breaks: {
    'commits were pushed after the approval': {
      change,
      labels: [labelBeforePush(LABEL)],
      about,
      finds: [{ ...stale('2026-11-20T07:00:00Z'), underlines: undefined }],
    },
    'both in the same second: nobody knows which came first': {
      change,
      labels: [{ ...trustedLabel(LABEL), at: '2026-11-20T08:00:00Z' }],
      about,
      finds: [{ ...stale('2026-11-20T08:00:00Z'), underlines: undefined }],
    },
    'a time that is none': {
      change,
      labels: [{ ...trustedLabel(LABEL), at: 'yesterday' }],
      about: { pullRequest: { ...PULL_REQUEST, pushedAt: observed('2026-11-20T08:00:00Z') } },
      finds: [{ ...stale('yesterday'), underlines: undefined }],
    },
  },
  waits: {
    'to be applied again, while the change is being written': {
      change,
      stage: 'local',
      labels: [labelBeforePush(LABEL)],
      about,
      waits: [
        {
          ...stale('2026-11-20T07:00:00Z'),
          because: `it waits for the label ${LABEL} to be applied again`,
        },
      ],
    },
  },
});
