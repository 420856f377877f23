import { approvalOutcome } from '../../approval-outcome.ts';
import type { Approval } from '../../facts/approval.ts';
import { asAbsent } from '../../facts/effective-approvals.ts';
import {
  selfProtectedChanges,
  type Because,
  type SelfProtectedChange,
} from '../../facts/self-protected-change.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import type { ChangeEntry } from '../../../model/observations.ts';
import { startOf } from '../../../model/source-span.ts';
import { policyApproval } from '../../facts/approvals.ts';

export const policySelfProtect = defineRule({
  id: 'policy/self-protect',
  summary: 'Change the policy and its enforcement only with an approval.',
  defaultSeverity: 'error',
  subjects: selfProtectedChanges,

  options: NO_OPTIONS,

  messages: {
    needsLabel:
      'Changes to {what} need the label {label}. Ask an approver for it, because this enforces the policy.',
    untrusted:
      'Label {label} does not count: applied by {how}. Ask somebody who may approve to apply it, because {what} enforces the policy.',
    stale:
      'Label {label} does not approve the newest version of {what}. Review it and apply the label again, because it was applied {how}.',
    unread: 'Cannot determine whether {path} changed how the policy is enforced.',
  },

  *check(get, change, { stage }) {
    const { entry, because } = change;
    if (because.kind === 'unread') {
      yield {
        kind: 'undecided',
        messageId: 'unread',
        data: { path: entry.path },
        at: startOf(entry.path),
        subject: entry.path,
        waitsFor: 'observation',
        missing: [{ fact: 'files', reason: because.reason }],
      };
      return;
    }
    const approval = get(policyApproval);
    const needing = { ...whatIsSaid(change, approval), ...whatHappened(entry, because) };
    // Not left to the rules about labels: a policy may turn those down, and so let its own changes in.
    const outcome = approvalOutcome(needing, asAbsent(approval), stage);
    if (outcome) yield outcome;
  },
});

type MessageId = 'needsLabel' | 'untrusted' | 'stale' | 'unread';

interface Said {
  readonly messageId: MessageId;
  readonly data: Readonly<Record<string, string>>;
}

function whatIsSaid({ entry: { path }, because, label }: SelfProtectedChange, approval: Approval): Said {
  const what = because.kind === 'value' ? `${because.change.key} in ${path}` : path;
  return approval.kind === 'untrusted' || approval.kind === 'stale'
    ? { messageId: approval.kind, data: { what, label, how: approval.evidence.value } }
    : { messageId: 'needsLabel', data: { what, label } };
}

function whatHappened({ path, status }: ChangeEntry, because: Exclude<Because, { kind: 'unread' }>) {
  const was = { subject: path, relation: 'was', value: status };
  switch (because.kind) {
    case 'path':
      return { at: startOf(path), subject: path, evidence: [was, matchEvidence(path, because.pattern)] };
    case 'value':
      return {
        at: because.change.at,
        subject: path,
        evidence: [
          was,
          { subject: path, relation: 'holds', value: `${because.change.key}, which decides what runs` },
        ],
      };
    case 'called':
      return {
        at: startOf(path),
        subject: path,
        evidence: [was, { subject: 'a workflow', relation: 'has it run by', value: because.line }],
      };
  }
}
