import { labelOutcomes } from '../../change/label-outcomes.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { askedApprovals } from '../../change/facts/required-approvals.ts';

export const labelStale = defineRule({
  id: 'paths/label-stale',
  summary: 'Apply a label again after every push.',
  defaultSeverity: 'error',
  subjects: askedApprovals,

  options: NO_OPTIONS,

  messages: {
    stale:
      'Label {label} does not approve the newest version. Review what was pushed and apply it again, because it was applied {how}.',
  },

  check: (_get, asked, { stage }) => labelOutcomes('stale', asked, stage),
});
