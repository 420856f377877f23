import type { Authorship } from './facts/authorship.ts';
import type { Evidence } from './finding.ts';
import type { Known } from './known.ts';
import type { Outcome, Violation } from './rule.ts';

type Breach<MessageId extends string> = Omit<Violation<MessageId>, 'kind'> & {
  readonly subject: string;
  readonly evidence: readonly Evidence[];
};

/** A breach of what holds for some and not for others: undecided where nobody knows who made the change. */
export function scopeOutcome<MessageId extends string>(
  { subject, ...breach }: Breach<MessageId>,
  authorship: Known<Authorship>,
): Outcome<MessageId> {
  if (authorship.known) return { kind: 'violation', ...breach };
  return {
    kind: 'undecided',
    ...breach,
    subject,
    waitsFor: 'observation',
    missing: [{ fact: 'who made the change', reason: authorship.reason }],
  };
}
