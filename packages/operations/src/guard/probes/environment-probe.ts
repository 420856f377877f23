import { observed, type Known, type Policy } from '@lockkeeper/policy-core';
import {
  environmentCheck,
  keyedFingerprint,
  seeVariables,
  type Fingerprint,
  type VariableSource,
} from '@lockkeeper/policy-core/deployment';

import type { GuardProbe } from '../guard-probe.ts';

/** Where the variables of an environment can be looked at. */
export interface VariablesSource extends Omit<VariableSource, 'seen'> {
  /** Never rejects. */
  readonly values: () => Promise<Known<ReadonlyMap<string, string>>>;
}

/** @param key Random, of 16 bytes at least, made for this run: values are compared by it, and kept nowhere. */
export function environmentProbe(places: readonly VariablesSource[], key: Uint8Array): GuardProbe {
  return async ({ policy, environment }) => {
    const fingerprint = keyedFingerprint(key);
    const sources = await Promise.all(places.map((place) => sourceAt(place, policy, fingerprint)));
    return environmentCheck({ policy, environment, sources });
  };
}

async function sourceAt(
  { environment, service, where, values }: VariablesSource,
  { variables }: Policy,
  fingerprint: Fingerprint,
): Promise<VariableSource> {
  const read = await values();
  const seen = read.known ? observed(seeVariables(read.value, variables, fingerprint)) : read;
  return { environment, service, where, seen };
}
