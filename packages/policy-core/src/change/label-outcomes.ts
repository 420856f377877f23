import type { AskedApproval } from './facts/required-approvals.ts';
import type { Outcome } from '../engine/rule.ts';
import { mustBeProved, type Stage } from '../model/stage.ts';

/** Of a label that is asked for and there, and does not count for this reason. */
export function labelOutcomes<Kind extends 'untrusted' | 'stale'>(
  kind: Kind,
  { label, approval, paths, at }: AskedApproval,
  stage: Stage,
): readonly Outcome<Kind>[] {
  if (approval.kind !== kind) return [];
  const { evidence, missing } = approval;
  const shared = {
    messageId: kind,
    data: { label, how: evidence.value },
    at: undefined,
    evidence: [
      at === undefined ? evidence : { ...evidence, source: at },
      { subject: `label ${label}`, relation: 'is asked for by', value: listed(paths) },
    ],
  };
  if (mustBeProved(stage)) return [{ kind: 'violation', ...shared }];
  const waiting = { subject: `the label ${label}`, waitsFor: 'approval', missing: [missing] } as const;
  return [{ kind: 'undecided', ...shared, ...waiting }];
}

const MOST_NAMED = 5;

function listed(paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  return paths.length > MOST_NAMED ? `${named} and ${paths.length - MOST_NAMED} more` : named;
}
