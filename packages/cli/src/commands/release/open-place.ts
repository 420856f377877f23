import { createReleaseHistory } from '@lockkeeper/host-node/read';
import { createBranchMover, lastSeenRecords } from '@lockkeeper/host-node/write';
import { trustedLogEntries, type AuditTrail, type LockPlace } from '@lockkeeper/operations';
import type { BranchMover, DeployRecords, ReleaseHistory } from '@lockkeeper/operations/ports';
import { displayText, type Policy } from '@lockkeeper/policy-core';
import { isSameEnvironment, productionBranch } from '@lockkeeper/policy-core/deployment';
import type { LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { recordPlaceFor } from '@lockkeeper/policy-core/deployment/record';
import type { DeployedService, RunPlan, ServiceEnvironment } from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import { openLockRegistry } from '../../locks/lock-registry.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { openTrail } from '../../records/open-trail.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import type { ReleasePlaceOptions } from './options.ts';
import { trustedPolicy, type TrustedPolicy } from './trusted-policy.ts';

/** The repository, its policy and its log, for whatever acts on one of its places. */
export interface OpenReleases extends TrustedPolicy {
  readonly repository: Repository;
  readonly records: DeployRecords;
  readonly trail: AuditTrail;
  /** All of the log, which can be relied on. */
  readonly entries: readonly LogEntry[];
  readonly history: ReleaseHistory;
  readonly branches: BranchMover;
  readonly options: ReleasePlaceOptions;
  readonly world: World;
}

/** Stops where the log cannot be relied on: nothing is decided by one that cannot. */
export async function openReleases(options: ReleasePlaceOptions, world: World): Promise<OpenReleases> {
  const { root, remote } = options;
  const repository = await openRepository({ ...(root !== undefined && { root }), git: true }, world);
  const branches = createBranchMover({ root: repository.root, remote });
  const trusted = await trustedPolicy(repository, branches, options);
  const records = await openDeployRecords(repository, {
    policy: trusted.policy,
    look: options.offline === true ? lastSeenRecords : undefined,
  });
  const entries = await trustedLogEntries(records.logs);
  if (!entries.known)
    throw new CliError(
      'not-judged',
      `The audit log cannot be relied on (R21): ${entries.reason}. \`lockkeeper audit verify\` says more.`,
    );
  return {
    ...trusted,
    repository,
    records,
    trail: (await openTrail(repository, world))(trusted.policy),
    entries: entries.value,
    history: createReleaseHistory(repository.root),
    branches,
    options,
    world,
  };
}

/** One service in one environment, as the policy has it. */
export interface ServiceAt {
  readonly service: DeployedService;
  readonly environment: ServiceEnvironment;
  /** Path of its record. */
  readonly record: string;
}

/** Stops where the policy has no such place, and names those that it has. */
export function serviceAt(
  policy: Policy,
  { environment, service: named }: { readonly environment: string; readonly service?: string | undefined },
): ServiceAt {
  const service = chosenService(policy, named);
  const found = service.environments.find(({ name }) => isSameEnvironment(name, environment));
  if (found === undefined) {
    const known = service.environments.map(({ name }) => name).join(', ');
    throw new CliError(
      'usage',
      `The policy deploys ${service.name} to ${known === '' ? 'nowhere' : known}, and not to ${displayText(environment)}. Add it under deployment.services.${service.name}.environments.`,
    );
  }
  const place = recordPlaceFor(policy, { environment: found.name, service: service.name });
  if (place.kind === 'unknown') throw new CliError('usage', place.problem);
  return { service, environment: found, record: place.place.path };
}

/** Whether the policy has the place of a run: where it has not, nobody can act there. */
export function hasPlaceOf(policy: Policy, { environment, service: named }: RunPlan): boolean {
  const service = policy.deployedServices.find(({ name }) => name === named);
  return service?.environments.some(({ name }) => isSameEnvironment(name, environment)) === true;
}

/** The service that somebody names, or the only one. Stops where the policy has none of that name, or several. */
export function chosenService(
  { deployedServices: services, path }: Policy,
  named: string | undefined,
): DeployedService {
  const names = services.map(({ name }) => name).join(', ');
  const [first, ...others] = services;
  if (first === undefined)
    throw new CliError(
      'usage',
      `${path} does not say how anything is deployed. Describe a service under deployment.services: driver, probes and where it is promoted from.`,
    );
  if (named === undefined) {
    if (others.length === 0) return first;
    throw new CliError('usage', `There are several services. Say which with --service: ${names}.`);
  }
  const found = services.find(({ name }) => name === named);
  if (found !== undefined) return found;
  throw new CliError('usage', `The policy deploys no service ${displayText(named)}, only: ${names}.`);
}

/** Where what runs in production has to be; `undefined`: the policy names no one branch. */
export function branchOf(
  { policy, options }: Pick<OpenReleases, 'policy' | 'options'>,
  { environment }: Pick<ServiceAt, 'environment'>,
): { readonly remote: string; readonly name: string } | undefined {
  if (!isSameEnvironment(environment.name, 'production')) return undefined;
  const name = productionBranch(policy.branches);
  return name === undefined ? undefined : { remote: options.remote, name };
}

export async function lockPlaceOf(
  { options, world }: Pick<OpenReleases, 'options' | 'world'>,
  { service, environment }: ServiceAt,
): Promise<LockPlace> {
  const registry = await openLockRegistry(options, world);
  return registry.place({ environment: environment.name, service: service.name });
}

/** The file of those who may sign; `undefined`: it is not there, and nobody may. */
export async function signersOf({ policy, repository, commit }: OpenReleases): Promise<string | undefined> {
  const path = policy.recordsSigners;
  if (path === undefined) return undefined;
  const contents = await repository.observers.git?.readAt(commit, [path]);
  const file = contents?.get(path);
  return file?.known === true && file.value.kind === 'text' ? file.value.text : undefined;
}
