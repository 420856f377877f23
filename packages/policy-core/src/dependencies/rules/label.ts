import { approvalOutcome } from '../../change/approval-outcome.ts';
import { dependencyChanges, type DependencyChange } from '../facts/dependency-change.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { approvals } from '../../change/facts/effective-approvals.ts';

export const dependenciesLabel = defineRule({
  id: 'dependencies/label',
  summary: 'Change dependencies only with the label that the policy requires.',
  defaultSeverity: 'error',
  subjects: dependencyChanges,

  options: NO_OPTIONS,

  messages: {
    needsLabel: 'Changes to {path} (dependencies {id}) need the label {label}. Ask an approver for it.',
  },

  *check(get, change, { stage }) {
    const { label } = change;
    const approval = label === undefined ? undefined : get(approvals).get(label);
    if (label === undefined || approval === undefined) return;
    const outcome = approvalOutcome<'needsLabel'>(needing(change, label), approval, stage);
    if (outcome) yield outcome;
  },
});

/** One finding a pair, at the first file that changed: one label settles them all. */
function needing({ pair, touched }: DependencyChange, label: string) {
  const { id, docs, at } = pair;
  const [path] = touched;
  const documented =
    docs === undefined ? [] : [{ subject: `dependencies ${id}`, relation: 'are explained in', value: docs }];
  return {
    messageId: 'needsLabel' as const,
    data: { path, id, label },
    at: startOf(path),
    subject: path,
    evidence: [
      ...touched.map((file) => ({
        subject: file,
        relation: 'belongs to',
        value: `dependencies ${id}`,
        source: at,
      })),
      ...documented,
    ],
    related: [{ message: `The policy names the pair ${id} here.`, at }],
  };
}
