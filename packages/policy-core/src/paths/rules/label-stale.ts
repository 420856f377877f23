import { labelOutcomes } from '../../change/label-outcomes.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { askedApprovals } from '../../change/facts/required-approvals.ts';

export const labelStale = defineRule({
  id: 'paths/label-stale',
  summary: 'A label approves what it was applied to, and nothing that was pushed later.',
  defaultSeverity: 'error',
  subjects: askedApprovals,

  options: NO_OPTIONS,

  messages: {
    stale:
      'The label {label} does not count: it was applied {how}. Look at what was pushed and apply it again.',
  },

  check: (_get, asked, { stage }) => labelOutcomes('stale', asked, stage),
});
