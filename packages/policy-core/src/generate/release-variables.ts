import type { Policy } from '../policy/policy.ts';
import { isProduction, isSameEnvironment } from '../policy/same-environment.ts';
import type { ProbePolicy, ServiceEnvironment } from '../policy/service-policy.ts';
import { wantedIn } from '../policy/wanted-variables.ts';
import type { ReleasePlace } from './release-places.ts';

/** Names of the variables that a release to a place needs, as the policy has them: of probes, databases and what it says itself. */
export function releaseVariables(
  { service, environment }: Pick<ReleasePlace, 'service' | 'environment'>,
  policy: Policy,
): readonly string[] {
  const names = [
    ...[environment, ...triedIn(environment, service, policy)].flatMap(({ probes }) =>
      probes.flatMap(variableOf),
    ),
    ...(isProduction(environment.name) && policy.migrations.alembic.length > 0
      ? [policy.databases.production, policy.databases.development]
      : []),
    ...wantedIn(policy.variables, { environment: environment.name, service }).map(({ name }) => name),
  ];
  return [...new Set(names)].filter((name) => !RESERVED.test(name)).toSorted();
}

/** GitHub keeps no secret of such a name. */
const RESERVED = /^GITHUB_/i;

/** What is promoted from there is asked once more. */
function triedIn(
  { promoteFrom }: ServiceEnvironment,
  service: string,
  { deployedServices }: Policy,
): readonly ServiceEnvironment[] {
  if (promoteFrom === undefined) return [];
  const environments = deployedServices.find(({ name }) => name === service)?.environments ?? [];
  return environments.filter(({ name }) => isSameEnvironment(name, promoteFrom));
}

function variableOf(probe: ProbePolicy): readonly string[] {
  switch (probe.kind) {
    case 'http':
      return /^\$\{(?<name>[^}]+)\}/.exec(probe.url)?.slice(1) ?? [];
    case 'sql':
      return [probe.variable];
    case 'command':
      return [];
  }
}
