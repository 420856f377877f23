import { authorship } from '../../facts/authorship.ts';
import { scopedPaths, type DeniedPath } from '../../facts/scoped-change.ts';
import type { Evidence } from '../../../model/finding.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { liftableOutcome } from '../../scope-outcome.ts';
import { startOf } from '../../../model/source-span.ts';
import { approvals } from '../../facts/effective-approvals.ts';

type MessageId = 'denied' | 'needsLabel';

export const aiDenied = defineRule({
  id: 'scope/ai-denied',
  summary: 'Keep AI-made changes away from denied paths, unless a person approves.',
  defaultSeverity: 'error',
  subjects: scopedPaths,

  options: NO_OPTIONS,

  messages: {
    denied: 'AI agents may not change {path} ({pattern}). Leave it as it is.',
    needsLabel:
      'AI agents may change {path} ({pattern}) only with the label {label}. Ask a person to apply it before merge.',
  },

  *check(get, paths, { stage }) {
    const made = get(authorship);
    for (const path of paths) {
      if (path.kind !== 'denied') continue;
      const needing = needingOf(path, made.known ? made.value.evidence : []);
      const approval = path.label === undefined ? undefined : get(approvals).get(path.label);
      const outcome = liftableOutcome<MessageId>(needing, { authorship: made, approval, stage });
      if (outcome) yield outcome;
    }
  },
});

function needingOf({ path, status, pattern, label }: DeniedPath, signs: readonly Evidence[]) {
  const data = { path, pattern: pattern.pattern.text };
  return {
    messageId: label === undefined ? ('denied' as const) : ('needsLabel' as const),
    data: label === undefined ? data : { ...data, label },
    at: startOf(path),
    subject: path,
    evidence: [{ subject: path, relation: 'was', value: status }, matchEvidence(path, pattern), ...signs],
  };
}
