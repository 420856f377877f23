import type { Policy, Rule, Severity } from '@lockkeeper/policy-core';

export interface RuleSeverity {
  readonly severity: Severity | 'off';
  /** Where that comes from, as words that fit between brackets. */
  readonly from: string;
}

/** How a policy weighs a rule; without a policy, how the rule weighs itself. */
export function severityOf(rule: Rule, policy: Policy | undefined): RuleSeverity {
  const setting = policy?.rules.get(rule.id);
  const written: RuleSeverity =
    setting?.severity === undefined
      ? { severity: rule.defaultSeverity, from: 'the default' }
      : { severity: setting.severity, from: `${setting.at.path}:${setting.at.start.line + 1}` };
  if (policy?.status !== 'draft' || written.severity !== 'error') return written;
  return { severity: 'warning', from: `${written.from} says error; the policy is a draft` };
}
