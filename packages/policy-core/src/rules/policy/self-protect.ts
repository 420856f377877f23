import { z } from 'zod';

import { approvalOutcome } from '../../approval-outcome.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule } from '../../rule.ts';
import { startOf } from '../../source-span.ts';

export const policySelfProtect = defineRule({
  id: 'policy/self-protect',
  summary: 'The policy, and what enforces it, changes only with an approval.',
  defaultSeverity: 'error',
  needs: ['selfProtectedChanges', 'approvals'],

  options: z.strictObject({}),

  messages: {
    needsLabel: '{path} is part of what enforces the policy: it needs the label {label} before merge.',
  },

  *check({ selfProtectedChanges, approvals }, { stage }) {
    for (const { entry, pattern, label } of selfProtectedChanges) {
      const approval = approvals.get(label);
      const needing = {
        messageId: 'needsLabel' as const,
        data: { path: entry.path, label },
        at: startOf(entry.path),
        subject: entry.path,
        evidence: [
          { subject: entry.path, relation: 'was', value: entry.status },
          matchEvidence(entry.path, pattern),
        ],
      };
      const outcome = approval && approvalOutcome(needing, approval, stage);
      if (outcome) yield outcome;
    }
  },
});
