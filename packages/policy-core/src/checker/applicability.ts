import type { Subject } from '../engine/judged-fact.ts';
import type { NotApplicableReason } from '../engine/not-applicable.ts';
import type { Get } from '../engine/queries/query.ts';
import type { Rule } from '../engine/rule.ts';
import { observationsInput, policyInput } from '../engine/run-inputs.ts';
import { anyMatch } from '../policy/patterns/line-match.ts';
import type { Policy } from '../policy/policy.ts';

/** How many subjects a rule had, or why it had none. */
export type Applicability =
  | { readonly kind: 'applicable'; readonly subjects: number }
  | { readonly kind: 'not-applicable'; readonly reason: NotApplicableReason };

/** Of what lies outside the scope of the policy nothing is told, so no rule has passed it. */
export function applicability({ judges }: Pick<Rule, 'judges'>, get: Get): Applicability {
  const isInScope = scopeOf(get(policyInput));
  const count = judges.flatMap((fact) => fact.subjects(get(fact), get)).filter(isInScope).length;
  const isWithoutChange =
    !get(observationsInput).change.known && judges.some(({ about }) => about === 'change');
  if (count > 0 && !isWithoutChange) return { kind: 'applicable', subjects: count };
  return {
    kind: 'not-applicable',
    reason: reasonFor(judges, { count, isWithoutChange, policy: get(policyInput) }),
  };
}

function reasonFor(
  judges: Rule['judges'],
  { count, isWithoutChange, policy }: { count: number; isWithoutChange: boolean; policy: Policy },
): NotApplicableReason {
  if (count === 0 && judges.some((fact) => fact.isConfigured?.(policy) === false)) return 'not-configured';
  if (isWithoutChange) return 'no-change-given';
  return judges.some(({ about }) => about === 'deploy') ? 'not-asked' : 'nothing-of-its-kind';
}

export function scopeOf({ scope }: Pick<Policy, 'scope'>): (subject: Subject) => boolean {
  if (scope === undefined) return () => true;
  const governs = anyMatch(scope);
  return ({ paths }) => paths.length === 0 || paths.some(governs);
}
