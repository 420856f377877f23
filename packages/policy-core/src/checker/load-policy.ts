import { readPolicy, type PolicySource } from '../policy/read-policy.ts';
import type { InvalidPolicy, Policy } from '../policy/policy.ts';
import type { Rule } from '../engine/rule.ts';
import { allRules } from './all-rules.ts';

/**
 * Reads a policy, or says place by place why the file is not one. Never throws.
 *
 * @param options `rules`: those that the policy may name, where a program brings rules of its own; default: all of ours
 */
export function loadPolicy(
  source: PolicySource,
  { rules = allRules }: { readonly rules?: readonly Rule[] } = {},
): Policy | InvalidPolicy {
  return readPolicy(source, rules);
}
