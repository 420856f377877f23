import { approvalOutcome } from '../../change/approval-outcome.ts';
import { protectedChanges, type ProtectedChange } from '../../change/facts/protected-change.ts';
import { matchEvidence } from '../../change/match-evidence.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { approvals } from '../../change/facts/effective-approvals.ts';

type MessageId = 'needsLabel' | 'unknownChange';

export const protectedPaths = defineRule({
  id: 'paths/protected',
  summary: 'Change a protected path only with the approval of its section.',
  defaultSeverity: 'error',
  subjects: protectedChanges,

  options: NO_OPTIONS,

  messages: {
    needsLabel: 'Changes to {path} (section {section}) need the label {label}. Ask an approver for it.',
    unknownChange: 'Cannot determine whether a protected path changed.',
  },

  *check(get, change, { stage }) {
    if (!change.known) {
      yield {
        kind: 'undecided',
        messageId: 'unknownChange',
        data: {},
        at: undefined,
        subject: 'the change',
        waitsFor: 'observation',
        missing: [{ fact: 'change', reason: change.reason }],
      };
      return;
    }
    const approval = get(approvals).get(change.value.section.label);
    const outcome = approval && approvalOutcome<MessageId>(needing(change.value), approval, stage);
    if (outcome) yield outcome;
  },
});

function needing({ entry, section, pattern, onlyIn }: ProtectedChange) {
  const documented =
    section.docs === undefined
      ? []
      : [{ subject: `section ${section.id}`, relation: 'is explained in', value: section.docs }];
  const happened =
    onlyIn === undefined
      ? { subject: entry.path, relation: 'was', value: entry.status }
      : { subject: entry.path, relation: 'was touched by commit', value: onlyIn };
  return {
    messageId: 'needsLabel' as const,
    data: { path: entry.path, section: section.id, label: section.label },
    at: startOf(entry.path),
    subject: entry.path,
    evidence: [happened, matchEvidence(entry.path, pattern), ...documented],
    related: [{ message: `Section ${section.id} protects ${pattern.pattern.text}.`, at: pattern.at }],
  };
}
