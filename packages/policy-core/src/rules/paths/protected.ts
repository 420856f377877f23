import { z } from 'zod';

import type { ProtectedChange } from '../../facts/protected-change.ts';
import type { Evidence, MissingFact } from '../../finding.ts';
import type { Known } from '../../known.ts';
import type { AppliedLabel } from '../../observations.ts';
import { defineRule, type Outcome } from '../../rule.ts';
import { startOf } from '../../source-span.ts';
import { mustBeProved } from '../../stage.ts';

type MessageId = 'needsLabel' | 'unknownChange';

export const protectedPaths = defineRule({
  id: 'paths/protected',
  summary: 'A protected path changes only with the approval its section asks for.',
  defaultSeverity: 'error',
  needs: ['protectedChanges', 'labels'],

  options: z.strictObject({}),

  messages: {
    needsLabel: '{path} is protected by section {section}: it needs the label {label} before merge.',
    unknownChange: 'It cannot be told whether a protected path changed.',
  },

  *check({ protectedChanges, labels }, { stage }) {
    if (!protectedChanges.known) {
      yield {
        kind: 'undecided',
        messageId: 'unknownChange',
        data: {},
        at: undefined,
        subject: 'the change',
        waitsFor: 'observation',
        missing: [{ fact: 'change', reason: protectedChanges.reason }],
      };
      return;
    }
    for (const change of protectedChanges.value) {
      const approval = approvalOf(change.section.label, labels);
      if (approval.kind === 'given') continue;
      const isViolation = approval.kind === 'refused' && mustBeProved(stage);
      yield isViolation ? violation(change, approval.evidence) : undecided(change, approval);
    }
  },
});

type Approval =
  | { readonly kind: 'given' }
  /** The labels were seen, and the right one is not among them or does not count. */
  | { readonly kind: 'refused'; readonly evidence: Evidence; readonly missing: MissingFact }
  | { readonly kind: 'unknown'; readonly evidence: undefined; readonly missing: MissingFact };

function approvalOf(label: string, labels: Known<readonly AppliedLabel[]>): Approval {
  if (!labels.known)
    return { kind: 'unknown', evidence: undefined, missing: { fact: 'labels', reason: labels.reason } };
  const applied = labels.value.find(({ name }) => name === label);
  const missing: MissingFact = { fact: 'labels', reason: `it waits for the label ${label}` };
  const subject = `label ${label}`;
  if (applied === undefined) {
    return {
      kind: 'refused',
      evidence: { subject, relation: 'is not among', value: namesOf(labels.value) },
      missing,
    };
  }
  const { authority } = applied;
  if (!authority.known)
    return {
      kind: 'unknown',
      evidence: undefined,
      missing: { fact: 'label authority', reason: authority.reason },
    };
  if (authority.value === 'trusted') return { kind: 'given' };
  return {
    kind: 'refused',
    evidence: { subject, relation: 'was applied by', value: 'someone who may not approve' },
    missing,
  };
}

function namesOf(labels: readonly AppliedLabel[]): string {
  return labels.length === 0 ? 'the labels, there are none' : labels.map(({ name }) => name).join(', ');
}

function common({ entry, section, pattern }: ProtectedChange) {
  const documented =
    section.docs === undefined
      ? []
      : [{ subject: `section ${section.id}`, relation: 'is explained in', value: section.docs }];
  return {
    messageId: 'needsLabel' as const,
    data: { path: entry.path, section: section.id, label: section.label },
    at: startOf(entry.path),
    evidence: [
      { subject: entry.path, relation: 'was', value: entry.status },
      { subject: entry.path, relation: 'matches', value: pattern.pattern.text, source: pattern.at },
      ...documented,
    ],
    related: [{ message: `Section ${section.id} protects ${pattern.pattern.text}.`, at: pattern.at }],
  };
}

function violation(change: ProtectedChange, evidence: Evidence): Outcome<MessageId> {
  const shared = common(change);
  return { kind: 'violation', ...shared, evidence: [...shared.evidence, evidence] };
}

function undecided(
  change: ProtectedChange,
  { missing }: { readonly missing: MissingFact },
): Outcome<MessageId> {
  return {
    kind: 'undecided',
    ...common(change),
    subject: change.entry.path,
    waitsFor: 'approval',
    missing: [missing],
  };
}
