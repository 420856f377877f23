import { keyedFingerprint } from '../variables/keyed-fingerprint.ts';
import { seeVariables } from '../variables/seen-variables.ts';
import type { VariablePlace } from '../variables/variable-source.ts';
import { observed } from '../../model/known.ts';
import type { Policy } from '../../policy/policy.ts';
import { environmentCheck } from './environment-check.ts';
import type { GuardCheck } from './guard-check.ts';

interface VariablesSight {
  readonly policy: Policy;
  readonly environment: string | undefined;
  readonly places: readonly VariablePlace[];
  /** Random, of 16 bytes at least, made for this run: values are compared by it, and kept nowhere. */
  readonly key: Uint8Array;
}

/** Judges the variables of environments by what is known of them once their values are forgotten. */
export function variablesCheck({ policy, environment, places, key }: VariablesSight): GuardCheck {
  const fingerprint = keyedFingerprint(key);
  const sources = places.map(({ values, ...place }) => ({
    ...place,
    seen: values.known ? observed(seeVariables(values.value, policy.variables, fingerprint)) : values,
  }));
  return environmentCheck({ policy, environment, sources });
}
