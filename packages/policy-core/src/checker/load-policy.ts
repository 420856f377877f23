import { readPolicy, type PolicySource } from '../policy/read-policy.ts';
import type { InvalidPolicy, Policy } from '../policy/policy.ts';
import { allRules } from './all-rules.ts';

/** Reads a policy that may name any of our rules, or says place by place why the file is not one. Never throws. */
export function loadPolicy(source: PolicySource): Policy | InvalidPolicy {
  return readPolicy(source, allRules);
}
