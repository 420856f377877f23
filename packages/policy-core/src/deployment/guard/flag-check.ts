import { migrationsFlag } from '../checklist/migrations-flag.ts';
import { placeName, type VariablePlace } from '../variables/variable-source.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Policy } from '../../policy/policy.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { autoMigrationsCheck, FLAG, FLAG_SINCE, type SeenFlag } from './auto-migrations-check.ts';
import type { GuardCheck } from './guard-check.ts';
import type { ReleaseMigrations } from './release-migrations.ts';
import { broughtBy } from './pending-revisions.ts';

interface FlagSight {
  readonly policy: Policy;
  /** Where the release is about to be deployed; `undefined`: nobody named it. */
  readonly environment: string | undefined;
  readonly migrations: ReleaseMigrations;
  readonly places: readonly VariablePlace[];
  /** The variables of this process, which may be the environment or not. */
  readonly here: ReadonlyMap<string, string>;
  /** UTC. */
  readonly now: string;
}

type Pending = SeenFlag['pending'];

/** Where nobody names an environment, what is pending was looked for in production. */
const PRODUCTION = 'production';

/** Whether migrations are switched off, by the variables of the environment as far as somebody gave them. */
export function flagCheck({ policy, environment, migrations, places, here, now }: FlagSight): GuardCheck {
  const pending = pendingIn(policy, migrations);
  const elsewhere = pendingIn(policy, undefined);
  const isLookedAt = (name: string) => isSameEnvironment(name, environment ?? PRODUCTION);
  const asked = places.filter((place) => environment === undefined || isLookedAt(place.environment));
  return autoMigrationsCheck({
    given: asked.map((place) => flagAt(place, isLookedAt(place.environment) ? pending : elsewhere)),
    here: seenFlag('this process', here, pending),
    now,
    atMostMs: policy.migrations.disabledAtMostMs,
  });
}

/** A policy that names no migrations knows of none that could wait. */
function pendingIn({ migrations: { alembic } }: Policy, seen: ReleaseMigrations | undefined): Pending {
  if (seen?.kind !== 'asked') return alembic.length === 0 ? observed([]) : NOT_LOOKED_AT;
  const { pending } = seen;
  if (!pending.known) return pending;
  const unknown = pending.value.others.find(({ revisions }) => !revisions.known);
  if (unknown !== undefined) return unobserved(`what ${unknown.history.name} brings is not known`);
  return observed([...broughtBy(pending.value)]);
}

const NOT_LOOKED_AT: Pending = unobserved('its database was not looked at');

function flagAt(place: VariablePlace, pending: Pending) {
  const where = `${placeName(place)} (${place.where})`;
  const { values } = place;
  return { where, seen: values.known ? observed(seenFlag(where, values.value, pending)) : values };
}

function seenFlag(where: string, variables: ReadonlyMap<string, string>, pending: Pending): SeenFlag {
  return { where, flag: migrationsFlag(variables.get(FLAG)), since: variables.get(FLAG_SINCE), pending };
}
