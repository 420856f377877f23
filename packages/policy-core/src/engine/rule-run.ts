import type { Severity } from '../model/finding.ts';
import { defineInput } from './queries/query.ts';
import type { Rule } from './rule.ts';
import { begun } from './run-inputs.ts';

/** A rule with what the policy says about it. */
export interface RuleRun {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What becomes of the weight a subject has of its own; left out: it does not count. */
  readonly severityOverride?: ((own: Severity) => Severity) | undefined;
  readonly options: unknown;
}

/** Those that judge, in the order of the report; none where only facts are asked for. What they weigh no fact asks. */
export const runsInput = begun<readonly RuleRun[]>('the rules that run, and what they weigh');

/** The same without what the policy says of them. */
export const rulesInput = begun<readonly Rule[]>('the rules that run');

/** What the policy writes for a rule that runs, by its id. */
export const optionsInput = defineInput<unknown, string>({
  name: 'options of the rule',
  unanswered: (id) => {
    throw new Error(`No run begins without the options of ${id}`);
  },
});
