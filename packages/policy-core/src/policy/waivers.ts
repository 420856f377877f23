import type { Evidence, Finding, Undetermined } from '../model/finding.ts';
import type { Known } from '../model/known.ts';
import type { Waiver } from './policy.ts';

export type Waived<T extends Finding | Undetermined> =
  | { readonly kind: 'waived'; readonly subject: T; readonly waiver: Waiver }
  | { readonly kind: 'stands'; readonly subject: T };

/**
 * Applies the waivers of the policy to one finding. A waiver holds to the end of its last day, UTC;
 * where the day is not known it does not hold, nor while it is unfinished. An expired one is named in the evidence.
 */
export function applyWaivers<T extends Finding | Undetermined>(
  subject: T,
  waivers: readonly Waiver[],
  now: Known<string>,
): Waived<T> {
  const { at } = subject;
  const matching = waivers.filter(
    ({ rule, pattern, unfinished }) =>
      rule === subject.rule && at !== undefined && unfinished === undefined && pattern.matches(at.path),
  );
  const today = now.known ? now.value.slice(0, 10) : undefined;
  const valid = matching.find(({ expires }) => today !== undefined && today <= expires);
  if (valid) return { kind: 'waived', subject, waiver: valid };
  const expired = matching.map((waiver): Evidence => ({
    subject: `the waiver of ${waiver.approver}`,
    relation: 'expired on',
    value: waiver.expires,
    source: waiver.at,
  }));
  return {
    kind: 'stands',
    subject: expired.length === 0 ? subject : { ...subject, evidence: [...subject.evidence, ...expired] },
  };
}
