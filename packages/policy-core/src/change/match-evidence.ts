import type { Evidence } from '../model/finding.ts';
import type { PatternLine } from '../policy/policy.ts';

/** "backend/app/core/auth.py matches backend/app/core/**", with the line of the policy that says so. */
export function matchEvidence(subject: string, { pattern, at, isBuiltIn }: PatternLine): Evidence {
  const matches = { subject, relation: 'matches' };
  return isBuiltIn
    ? { ...matches, value: `${pattern.text}, which is built in` }
    : { ...matches, value: pattern.text, source: at };
}
