import { approvalOutcome } from '../../approval-outcome.ts';
import type { Approval } from '../../facts/approval.ts';
import { asAbsent } from '../../facts/effective-approvals.ts';
import { selfProtectedChanges, type SelfProtectedChange } from '../../facts/self-protected-change.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { policyApproval } from '../../facts/approvals.ts';

export const policySelfProtect = defineRule({
  id: 'policy/self-protect',
  summary: 'The policy, and what enforces it, changes only with an approval.',
  defaultSeverity: 'error',
  subjects: selfProtectedChanges,

  options: NO_OPTIONS,

  messages: {
    needsLabel: '{path} is part of what enforces the policy: it needs the label {label} before merge.',
    untrusted:
      '{path} is part of what enforces the policy, and the label {label} on it does not count: it was applied by {how}. Ask somebody who may approve to apply it.',
    stale:
      '{path} is part of what enforces the policy, and the label {label} on it does not count: it was applied {how}. Look at what was pushed and apply it again.',
  },

  *check(get, change, { stage }) {
    const approval = get(policyApproval);
    const needing = { ...whatIsSaid(change, approval), ...whatHappened(change) };
    // Not left to the rules about labels: a policy may turn those down, and so let its own changes in.
    const outcome = approvalOutcome(needing, asAbsent(approval), stage);
    if (outcome) yield outcome;
  },
});

type MessageId = 'needsLabel' | 'untrusted' | 'stale';

interface Said {
  readonly messageId: MessageId;
  readonly data: Readonly<Record<string, string>>;
}

function whatIsSaid({ entry: { path }, label }: SelfProtectedChange, approval: Approval): Said {
  return approval.kind === 'untrusted' || approval.kind === 'stale'
    ? { messageId: approval.kind, data: { path, label, how: approval.evidence.value } }
    : { messageId: 'needsLabel', data: { path, label } };
}

function whatHappened({ entry, pattern }: SelfProtectedChange) {
  return {
    at: startOf(entry.path),
    subject: entry.path,
    evidence: [
      { subject: entry.path, relation: 'was', value: entry.status },
      matchEvidence(entry.path, pattern),
    ],
  };
}
