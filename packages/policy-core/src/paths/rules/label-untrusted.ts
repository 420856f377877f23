import { labelOutcomes } from '../../change/label-outcomes.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { askedApprovals } from '../../change/facts/required-approvals.ts';

export const labelUntrusted = defineRule({
  id: 'paths/label-untrusted',
  summary: 'A label approves only when somebody who may approve has applied it.',
  defaultSeverity: 'error',
  subjects: askedApprovals,

  options: NO_OPTIONS,

  messages: {
    untrusted:
      'The label {label} does not count: it was applied by {how}. Ask somebody who may approve to apply it.',
  },

  check: (_get, asked, { stage }) => labelOutcomes('untrusted', asked, stage),
});
