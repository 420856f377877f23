import { authorship } from '../../facts/authorship.ts';
import { scopedPaths, type OutsidePath } from '../../facts/scoped-change.ts';
import type { Evidence } from '../../../model/finding.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { liftableOutcome } from '../../scope-outcome.ts';
import { startOf } from '../../../model/source-span.ts';
import { approvals } from '../../facts/effective-approvals.ts';

type MessageId = 'outside' | 'needsLabel';

export const aiNotAllowed = defineRule({
  id: 'scope/ai-not-allowed',
  summary: 'Keep AI-made changes inside the allowed paths.',
  defaultSeverity: 'error',
  subjects: scopedPaths,

  options: NO_OPTIONS,

  messages: {
    outside:
      '{path} is outside the paths that AI agents may change. Leave it as it is, or ask a person to make this part of the change.',
    needsLabel: 'AI agents may change {path} only with the label {label}. Ask an approver for it.',
  },

  *check(get, paths, { stage }) {
    const made = get(authorship);
    for (const path of paths) {
      if (path.kind !== 'outside') continue;
      const needing = needingOf(path, made.known ? made.value.evidence : []);
      const approval = path.label === undefined ? undefined : get(approvals).get(path.label);
      const outcome = liftableOutcome<MessageId>(needing, { authorship: made, approval, stage });
      if (outcome) yield outcome;
    }
  },
});

function needingOf({ path, status, label, at }: OutsidePath, signs: readonly Evidence[]) {
  return {
    messageId: label === undefined ? ('outside' as const) : ('needsLabel' as const),
    data: label === undefined ? { path } : { path, label },
    at: startOf(path),
    subject: path,
    evidence: [
      { subject: path, relation: 'was', value: status },
      { subject: path, relation: 'is not among', value: 'what change_scope allows', source: at },
      ...signs,
    ],
  };
}
