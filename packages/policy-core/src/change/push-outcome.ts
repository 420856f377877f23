import type { PushedBranch } from './facts/pushed-branch.ts';
import type { Known } from '../model/known.ts';
import type { Outcome } from '../engine/rule.ts';

/** A push that a kind of branch does not take; undecided where the fact that tells so is not known. */
export function pushOutcome<MessageId extends string>(
  messageId: MessageId,
  { branch, kind }: PushedBranch,
  { fact, told }: { readonly fact: string; readonly told: Known<unknown> },
): Outcome<MessageId> {
  const breach = {
    messageId,
    data: { branch },
    at: undefined,
    evidence: [
      { subject: `branch ${branch}`, relation: 'is of the kind', value: kind.name, source: kind.at },
    ],
  };
  if (told.known) return { kind: 'violation', ...breach };
  return {
    kind: 'undecided',
    ...breach,
    subject: `the push to ${branch}`,
    waitsFor: 'observation',
    missing: [{ fact, reason: told.reason }],
  };
}
