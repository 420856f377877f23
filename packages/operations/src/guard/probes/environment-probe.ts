import { variablesCheck } from '@lockkeeper/policy-core/deployment';

import type { GuardProbe } from '../guard-probe.ts';
import { readPlaces, type VariablesSource } from './variables-source.ts';

/** @param key Random, of 16 bytes at least, made for this run: values are compared by it, and kept nowhere. */
export function environmentProbe(sources: readonly VariablesSource[], key: Uint8Array): GuardProbe {
  return async ({ policy, environment }) =>
    variablesCheck({ policy, environment, places: await readPlaces(sources), key });
}
