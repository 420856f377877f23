import type { variablesCheck } from '@lockkeeper/policy-core/deployment';

type VariablePlace = Parameters<typeof variablesCheck>[0]['places'][number];

/** Where the variables of an environment can be looked at. */
export interface VariablesSource extends Omit<VariablePlace, 'values'> {
  /** Never rejects. */
  readonly values: () => Promise<VariablePlace['values']>;
}

export async function readPlaces(sources: readonly VariablesSource[]): Promise<readonly VariablePlace[]> {
  return await Promise.all(sources.map(async (source) => ({ ...source, values: await source.values() })));
}
