import type { Policy } from '../../policy/policy.ts';
import type { Approval } from './approval.ts';
import { givenApprovals, type Approvals } from './approvals.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { settingsOf, type SettingsOf } from '../../engine/rule-settings.ts';

/** Those that tell of a label that does not count. */
const RULES_OF_LABELS = ['paths/label-untrusted', 'paths/label-stale'] as const;

type JudgedBy = Pick<Policy, 'status'> & SettingsOf<(typeof RULES_OF_LABELS)[number]>;

/** By label, as those see them who need one. */
export const approvals = defineFact<Approvals>({
  name: 'approvals',
  compute: (get) => {
    const policy = {
      ...policySections(get, 'status'),
      ...settingsOf(get, ...RULES_OF_LABELS),
    };
    return effectiveApprovals(policy, get(givenApprovals));
  },
});

/**
 * The approvals as those see them who need one. A label that does not count is the matter of its own rule, as
 * long as that rule fails a run; where the policy turned it down, whoever needs the label goes without.
 */
export function effectiveApprovals(policy: JudgedBy, approvals: Approvals): Approvals {
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

function isToldOf({ rules, status }: JudgedBy, approval: Approval): boolean {
  if (!isBad(approval) || status === 'draft') return false;
  const severity = rules.get(`paths/label-${approval.kind}`)?.severity;
  return severity === undefined || severity === 'error';
}

function isBad(approval: Approval): approval is Extract<Approval, { kind: 'untrusted' | 'stale' }> {
  return approval.kind === 'untrusted' || approval.kind === 'stale';
}
