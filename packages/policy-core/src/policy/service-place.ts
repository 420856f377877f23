import type { ServiceEnvironment } from './service-policy.ts';
import type { Policy } from './policy.ts';
import { placeJudged, type PlacesPolicy } from './record-places.ts';
import { isSameEnvironment } from './same-environment.ts';

/**
 * What the policy says of its service in an environment; `undefined` where it says nothing. The service is that of the
 * record which the policy judges by.
 */
export function serviceEnvironmentAt(
  policy: PlacesPolicy,
  environment: string,
): ServiceEnvironment | undefined {
  const judged = placeJudged(policy)?.service;
  const service = policy.deployedServices.find(({ name }) => name === judged);
  return service?.environments.find(({ name }) => isSameEnvironment(name, environment));
}

/** How old the backup before a release to this environment may be. */
export function backupMaxAgeAt(policy: Policy, environment: string): number {
  return serviceEnvironmentAt(policy, environment)?.requires.backupMs ?? policy.backupMaxAgeMs;
}
