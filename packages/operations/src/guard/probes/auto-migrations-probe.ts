import { observed, unobserved, type Known, type Policy } from '@lockkeeper/policy-core';
import {
  autoMigrationsCheck,
  broughtBy,
  FLAG,
  FLAG_SINCE,
  isSameEnvironment,
  migrationsFlag,
  type SeenFlag,
} from '@lockkeeper/policy-core/deployment';

import type { MigrationsLookup, GuardProbe } from '../guard-probe.ts';
import type { VariablesSource } from './environment-probe.ts';

type Variables = ReadonlyMap<string, string>;
type Pending = SeenFlag['pending'];

/** Where nobody names an environment, what is pending was looked for in production. */
const PRODUCTION = 'production';

/** @param here The variables of this process. */
export function autoMigrationsProbe(places: readonly VariablesSource[], here: Variables): GuardProbe {
  return async ({ policy, environment, observers, migrations }) => {
    const pending = pendingIn(policy, await migrations());
    const elsewhere = pendingIn(policy, undefined);
    const isLookedAt = (name: string) => isSameEnvironment(name, environment ?? PRODUCTION);
    const asked = places.filter((place) => environment === undefined || isLookedAt(place.environment));
    return autoMigrationsCheck({
      given: await Promise.all(
        asked.map((place) => flagAt(place, isLookedAt(place.environment) ? pending : elsewhere)),
      ),
      here: seenFlag('this process', here, pending),
      now: observers.clock.now(),
      atMostMs: policy.migrations.disabledAtMostMs,
    });
  };
}

/** A policy that names no migrations knows of none that could wait. */
function pendingIn({ migrations: { alembic } }: Policy, looked: MigrationsLookup | undefined): Pending {
  if (looked?.kind !== 'asked') return alembic.length === 0 ? observed([]) : NOT_LOOKED_AT;
  const { pending } = looked;
  if (!pending.known) return pending;
  const unknown = pending.value.others.find(({ revisions }) => !revisions.known);
  if (unknown !== undefined) return unobserved(`what ${unknown.history.name} brings is not known`);
  return observed([...broughtBy(pending.value)]);
}

const NOT_LOOKED_AT: Pending = unobserved('its database was not looked at');

async function flagAt(
  { environment, service, where: file, values }: VariablesSource,
  pending: Pending,
): Promise<{ readonly where: string; readonly seen: Known<SeenFlag> }> {
  const where = `${service === undefined ? environment : `${environment}/${service}`} (${file})`;
  const read = await values();
  return { where, seen: read.known ? observed(seenFlag(where, read.value, pending)) : read };
}

function seenFlag(where: string, variables: Variables, pending: Pending): SeenFlag {
  return { where, flag: migrationsFlag(variables.get(FLAG)), since: variables.get(FLAG_SINCE), pending };
}
