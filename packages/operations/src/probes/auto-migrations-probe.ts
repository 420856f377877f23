import {
  autoMigrationsCheck,
  FLAG,
  FLAG_SINCE,
  migrationsFlag,
  observed,
  type Known,
  type PendingMigrations,
  type SeenFlag,
} from '@lockkeeper/policy-core';

import type { GuardProbe } from '../guard-probe.ts';
import type { VariablesPlace } from './environment-probe.ts';

type Variables = ReadonlyMap<string, string>;

/** @param here The variables of this process. */
export function autoMigrationsProbe(places: readonly VariablesPlace[], here: Variables): GuardProbe {
  return async ({ policy, environment, observers, migrations }) => {
    const looked = await migrations();
    const asked = places.filter((place) => environment === undefined || place.environment === environment);
    return autoMigrationsCheck({
      given: await Promise.all(asked.map(flagAt)),
      here: seenFlag('this process', here),
      pending: looked.kind === 'asked' ? idsOf(looked.pending) : undefined,
      now: observers.clock.now(),
      atMostMs: policy.migrations.disabledAtMostMs,
    });
  };
}

function idsOf(pending: Known<PendingMigrations>): Known<readonly string[]> {
  return pending.known ? observed(pending.value.revisions.map(({ id }) => id)) : pending;
}

async function flagAt({ environment, service, where: file, values }: VariablesPlace) {
  const where = `${service === undefined ? environment : `${environment}/${service}`} (${file})`;
  const read = await values();
  return { where, seen: read.known ? observed(seenFlag(where, read.value)) : read };
}

function seenFlag(where: string, variables: Variables): SeenFlag {
  return { where, flag: migrationsFlag(variables.get(FLAG)), since: variables.get(FLAG_SINCE) };
}
