import type { RuleRun } from './evaluate.ts';
import { onceFor } from './facts/once-for.ts';
import type { Severity } from './finding.ts';
import type { Policy } from './policy/policy.ts';
import { allRules } from './rules/all-rules.ts';

/** What of a policy decides how rules are run. */
export type RuleSettings = Pick<Policy, 'rules' | 'status'>;

/** Of one policy worked out once: a policy judges many changes, one after the other. */
export const activeRules: (policy: RuleSettings) => readonly RuleRun[] = onceFor(
  ({ rules, status }: RuleSettings) =>
    allRules.flatMap((rule): readonly RuleRun[] => {
      const setting = rules.get(rule.id);
      const severity = setting?.severity ?? rule.defaultSeverity;
      if (severity === 'off') return [];
      const inStatus = (weight: Severity) => (isOfPolicy(rule.id) ? weight : asDraft(weight, status));
      return [
        {
          rule,
          severity: inStatus(severity),
          weigh: setting?.severity === undefined ? inStatus : undefined,
          options: setting?.options,
        },
      ];
    }),
);

/** What guards the policy itself binds from the first draft on, and outside any scope. */
export function isOfPolicy(rule: string): boolean {
  return rule.startsWith('policy/');
}

function asDraft(severity: Severity, status: Policy['status']): Severity {
  return status === 'draft' && severity === 'error' ? 'warning' : severity;
}
