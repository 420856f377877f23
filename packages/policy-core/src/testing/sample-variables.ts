import type { VariableSection } from '../policy/policy.ts';
import { keyedFingerprint } from '../deployment/variables/keyed-fingerprint.ts';
import { seeVariables } from '../deployment/variables/seen-variables.ts';
import type { SeenSource } from '../deployment/variables/variable-source.ts';
import { policyOf } from './any-repository.ts';

/** Makes the same fingerprints in every test. */
export const SAMPLE_FINGERPRINT = keyedFingerprint(new Uint8Array(32).fill(1));

export type SampleValues = Readonly<Record<string, string>>;

/** Sections of a policy, as its author writes them. */
export function sectionsIn(...variables: readonly object[]): readonly VariableSection[] {
  return policyOf({ variables }).variables;
}

/** One section for every environment and service. */
export function namesIn(names: Readonly<Record<string, object>>): readonly VariableSection[] {
  return sectionsIn({ id: 'all', names });
}

/** The variables of `production`, or of `production/api`. */
export function sampleSource(
  place: string,
  values: SampleValues,
  sections: readonly VariableSection[] = [],
): SeenSource {
  const [environment = '', service] = place.split('/');
  return {
    environment,
    service,
    where: `.env.${environment}`,
    seen: seeVariables(new Map(Object.entries(values)), sections, SAMPLE_FINGERPRINT),
  };
}
