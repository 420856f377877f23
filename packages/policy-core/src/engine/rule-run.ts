import type { Severity } from '../model/finding.ts';
import { defineInput } from './queries/query.ts';
import type { Rule } from './rule.ts';

/** A rule with what the policy says about it. */
export interface RuleRun {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What becomes of the weight a subject has of its own; left out: it does not count. */
  readonly severityOverride?: ((own: Severity) => Severity) | undefined;
  readonly options: unknown;
}

/** Those that judge, in the order of the report; none where only facts are asked for. */
export const runsInput = defineInput<readonly RuleRun[]>({
  name: 'the rules that run',
  unanswered: () => [],
});
