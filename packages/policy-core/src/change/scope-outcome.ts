import { approvalOutcome } from './approval-outcome.ts';
import type { Approval } from './facts/approval.ts';
import type { Authorship } from './facts/authorship.ts';
import type { Evidence } from '../model/finding.ts';
import type { Known } from '../model/known.ts';
import type { Outcome, Violation } from '../engine/rule.ts';
import type { Stage } from '../model/stage.ts';

type Breach<MessageId extends string> = Omit<Violation<MessageId>, 'kind'> & {
  readonly subject: string;
  readonly evidence: readonly Evidence[];
};

/** What a label may lift; without one, nothing does. */
export interface Liftable {
  readonly authorship: Known<Authorship>;
  readonly approval: Approval | undefined;
  readonly stage: Stage;
}

/**
 * A breach that an approval settles, whoever made the change: undecided where nobody knows who did.
 * `undefined` when it is settled, or when what is wrong with the label is the matter of the rules about labels.
 */
export function liftableOutcome<MessageId extends string>(
  breach: Breach<MessageId>,
  { authorship, approval, stage }: Liftable,
): Outcome<MessageId> | undefined {
  if (approval?.kind === 'given') return undefined;
  return authorship.known && approval !== undefined
    ? approvalOutcome(breach, approval, stage)
    : scopeOutcome(breach, authorship);
}

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
