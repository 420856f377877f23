import { labelOutcomes } from '../../change/label-outcomes.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { askedApprovals } from '../../change/facts/required-approvals.ts';

export const labelUntrusted = defineRule({
  id: 'paths/label-untrusted',
  summary: 'Let only approvers apply an approving label.',
  defaultSeverity: 'error',
  subjects: askedApprovals,

  options: NO_OPTIONS,

  messages: {
    untrusted: 'Label {label} does not count: applied by {how}. Ask somebody who may approve to apply it.',
  },

  check: (_get, asked, { stage }) => labelOutcomes('untrusted', asked, stage),
});
