import { createProbe, forgeFromEnvironment, remoteUrl } from '@lockkeeper/host-node/read';
import { createDriver, policyEnvironment } from '@lockkeeper/host-node/write';
import type { ScheduledProbe } from '@lockkeeper/operations';
import type { Driver } from '@lockkeeper/operations/ports';

import { CliError } from '../../errors/cli-error.ts';
import { terminalPerson } from './terminal-person.ts';
import type { OpenReleases, ServiceAt } from './open-place.ts';
import type { ProgramPlace } from './trusted-files.ts';

/** What deploys to a place. Stops where the policy names nothing that does. */
export function openDriver(
  { repository: { root }, world, options }: Pick<OpenReleases, 'repository' | 'world' | 'options'>,
  { service, environment }: ServiceAt,
  { folder, signal }: ProgramPlace,
): Driver {
  if (environment.driver === undefined)
    throw new CliError(
      'usage',
      `The policy does not say what deploys ${service.name} to ${environment.name}. Add a driver under deployment.services.${service.name}.environments.${environment.name}.`,
    );
  return createDriver(environment.driver, {
    service: service.name,
    environment: environment.name,
    folder,
    env: policyEnvironment(world.env, root),
    signal,
    github: async () => forgeFromEnvironment(world.env, await remoteUrl(root, options.remote)),
    person: terminalPerson(world),
  });
}

/** What says whether the service is well there. */
export function scheduledProbes(
  { repository: { root }, world }: Pick<OpenReleases, 'repository' | 'world'>,
  { environment }: Pick<ServiceAt, 'environment'>,
  { folder, signal }: ProgramPlace,
): readonly ScheduledProbe[] {
  const env = policyEnvironment(world.env, root);
  return environment.probes.map((policy) => ({
    probe: createProbe(policy, { folder, env, signal }),
    schedule: policy,
  }));
}
