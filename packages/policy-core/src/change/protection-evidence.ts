import type { Protection } from './facts/path-protection.ts';
import type { Evidence, RelatedPlace } from '../model/finding.ts';
import { matchEvidence } from './match-evidence.ts';
import type { PatternLine } from '../policy/policy.ts';

/** The line of the policy that puts a path under a guard, as a reason and as a place to look at. */
export function protectionEvidence(
  subject: string,
  { guard, line }: { readonly guard: Protection; readonly line: PatternLine },
): { readonly evidence: Evidence; readonly related: RelatedPlace } {
  const { pattern, at } = line;
  return {
    evidence: matchEvidence(subject, line),
    related: { message: `${pattern.text} belongs to ${guard.name}.`, at },
  };
}
