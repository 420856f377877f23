import type { Policy } from '../../policy/policy.ts';
import type { Approval } from './approval.ts';
import { givenApprovals, type Approvals } from './approvals.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { settingsOf } from '../../engine/rule-settings.ts';

/** By label, as those see them who need one. */
export const approvals = defineFact<Approvals>({
  name: 'approvals',
  compute: (get) => {
    const policy = {
      ...policySections(get, 'status'),
      ...settingsOf(get, 'paths/label-untrusted', 'paths/label-stale'),
    };
    return effectiveApprovals(policy, get(givenApprovals));
  },
});

/**
 * The approvals as those see them who need one. A label that does not count is the matter of its own rule, as
 * long as that rule fails a run; where the policy turned it down, whoever needs the label goes without.
 */
export function effectiveApprovals(
  policy: Pick<Policy, 'rules' | 'status'>,
  approvals: Approvals,
): Approvals {
  return new Map(
    Array.from(approvals, ([label, approval]) => [
      label,
      isToldOf(policy, approval) ? approval : asAbsent(approval),
    ]),
  );
}

/** A label that does not count is as good as none; the evidence still says what is wrong with it. */
export function asAbsent(approval: Approval): Approval {
  return isBad(approval) ? { ...approval, kind: 'absent' } : approval;
}

function isToldOf({ rules, status }: Pick<Policy, 'rules' | 'status'>, approval: Approval): boolean {
  if (!isBad(approval) || status === 'draft') return false;
  const severity = rules.get(`paths/label-${approval.kind}`)?.severity;
  return severity === undefined || severity === 'error';
}

function isBad(approval: Approval): approval is Extract<Approval, { kind: 'untrusted' | 'stale' }> {
  return approval.kind === 'untrusted' || approval.kind === 'stale';
}
