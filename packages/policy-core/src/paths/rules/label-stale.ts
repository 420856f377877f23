import { labelOutcomes } from '../../change/label-outcomes.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { askedApprovals } from '../../change/facts/required-approvals.ts';

export const labelStale = defineRule({
  id: 'paths/label-stale',
  summary: 'A label approves what it was applied to, and nothing that was pushed later.',
  defaultSeverity: 'error',
  judges: [askedApprovals],

  options: NO_OPTIONS,

  messages: {
    stale:
      'The label {label} does not count: it was applied {how}. Look at what was pushed and apply it again.',
  },

  check: (get, { stage }) => labelOutcomes('stale', get(askedApprovals), stage),
});
