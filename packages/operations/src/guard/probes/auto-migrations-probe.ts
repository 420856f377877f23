import { flagCheck } from '@lockkeeper/policy-core/deployment';

import type { GuardProbe } from '../guard-probe.ts';
import { readPlaces, type VariablesSource } from './variables-source.ts';

/** @param here The variables of this process. */
export function autoMigrationsProbe(
  sources: readonly VariablesSource[],
  here: ReadonlyMap<string, string>,
): GuardProbe {
  return async ({ policy, environment, observers, migrations }) =>
    flagCheck({
      policy,
      environment,
      migrations: await migrations(),
      places: await readPlaces(sources),
      here,
      now: observers.clock.now(),
    });
}
