import type { Approval } from './facts/approval.ts';
import type { Evidence } from '../model/finding.ts';
import type { Outcome, Violation } from '../engine/rule.ts';
import { mustBeProved, type Stage } from '../model/stage.ts';

type Needing<MessageId extends string> = Omit<Violation<MessageId>, 'kind'> & {
  readonly subject: string;
  readonly evidence: readonly Evidence[];
};

/**
 * What a subject that needs a label comes to: a violation where it must be there by now, a next step
 * before. `undefined` when it is given, or when what is wrong with it is the matter of the rules about labels.
 */
export function approvalOutcome<MessageId extends string>(
  { subject, ...needing }: Needing<MessageId>,
  approval: Approval,
  stage: Stage,
): Outcome<MessageId> | undefined {
  switch (approval.kind) {
    case 'given':
    case 'untrusted':
    case 'stale':
      return undefined;
    case 'absent': {
      const evidence = [...needing.evidence, approval.evidence];
      if (mustBeProved(stage)) return { kind: 'violation', ...needing, evidence };
      return { kind: 'undecided', ...needing, subject, waitsFor: 'approval', missing: [approval.missing] };
    }
    case 'unknown':
      return { kind: 'undecided', ...needing, subject, waitsFor: 'approval', missing: [approval.missing] };
  }
}
