import { observed, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { PathPattern } from '../../policy/patterns/path-pattern.ts';
import { PLACES_SECTIONS, type PlacesPolicy } from '../../policy/record-places.ts';
import type { Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { branchClassOf, isBranchOf } from '../../policy/branch-class.ts';
import { serviceEnvironmentAt } from '../../policy/service-place.ts';
import type { ServiceEnvironment } from '../../policy/service-policy.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** Where a commit that is about to be deployed may come from, and where it comes from. */
export interface DeploySource {
  readonly environment: string;
  /** Branches it may come from: patterns of the service, else kinds; `undefined`: the policy names other environments only. */
  readonly allowed: readonly string[] | undefined;
  /** Environments the policy names. */
  readonly environments: readonly string[];
  /** Branches that hold the commit. */
  readonly branches: Known<readonly HoldingBranch[]>;
  readonly at: SourceSpan | undefined;
}

export interface HoldingBranch {
  readonly name: string;
  /** `undefined`: the policy describes no such branch. */
  readonly kind: string | undefined;
  readonly isAllowed: boolean;
}

/** None: nothing is deployed, or the policy does not say from where. */
export const deploySource = defineSubjects<DeploySource>({
  name: 'deploy-source',
  words: 'branches that hold the commit',
  of: 'deploy',
  isConfigured: (get) => {
    const { branches, deployedServices } = policySections(get, 'branches', 'deployedServices');
    const places = deployedServices.flatMap(({ environments }) => environments);
    return branches.deployFrom.size > 0 || places.some(({ from }) => from !== undefined);
  },
  compute: (get) => {
    const judged = findDeploySource(policySections(get, ...PLACES_SECTIONS), seenParts(get, 'deployment'));
    return judged === undefined ? [] : [{ ...NOWHERE, judged }];
  },
});

/** `undefined`: nothing is deployed, or the policy does not say from where. */
export function findDeploySource(
  policy: PlacesPolicy,
  {
    deployment,
  }: {
    readonly deployment: Pick<NonNullable<Observations['deployment']>, 'environment' | 'branches'> | null;
  },
): DeploySource | undefined {
  if (deployment === null) return undefined;
  const { environment, branches: holding } = deployment;
  const source = allowedBranches(policy, environment);
  if (source === undefined) return undefined;
  const { kinds, from, at } = source;
  return {
    environment,
    allowed: from?.map(({ text }) => text) ?? kinds,
    environments: [...policy.branches.deployFrom.keys()],
    branches: holding.known ? observed(holding.value.map((name) => holdingBranch(name, source))) : holding,
    at,
  };
}

interface AllowedBranches {
  readonly policy: Pick<Policy, 'branches'>;
  /** `undefined`: the policy names none for this environment. */
  readonly kinds: readonly string[] | undefined;
  /** `undefined`: all of those kinds. */
  readonly from: readonly PathPattern[] | undefined;
  readonly at: SourceSpan | undefined;
}

/** `undefined`: neither the branches of the policy nor the service say anything. */
function allowedBranches(policy: PlacesPolicy, environment: string): AllowedBranches | undefined {
  const { deployFrom, at } = policy.branches;
  const kinds = kindsFor(policy, environment);
  const place = serviceEnvironmentAt(policy, environment);
  if (place?.from !== undefined) return { policy, kinds, from: place.from, at: place.at };
  return deployFrom.size === 0 ? undefined : { policy, kinds, from: undefined, at };
}

function kindsFor(
  { branches }: Pick<Policy, 'branches'>,
  environment: string,
): readonly string[] | undefined {
  return Array.from(branches.deployFrom).find(([name]) => isSameEnvironment(name, environment))?.[1];
}

function holdingBranch(name: string, { policy, kinds = [], from }: AllowedBranches): HoldingBranch {
  const kind = branchClassOf(policy.branches, name)?.name;
  const isOfKind = policy.branches.deployFrom.size === 0 || kinds.some((one) => one === kind);
  return { name, kind, isAllowed: isOfKind && isTaken(name, from) };
}

/** Whether a branch may be deployed to an environment of a service. */
export function mayBeDeployedFrom(
  branch: string,
  { name, from }: Pick<ServiceEnvironment, 'name' | 'from'>,
  policy: Pick<Policy, 'branches'>,
): boolean {
  return holdingBranch(branch, { policy, kinds: kindsFor(policy, name), from, at: undefined }).isAllowed;
}

function isTaken(branch: string, from: readonly PathPattern[] | undefined): boolean {
  return from === undefined || from.some((pattern) => isBranchOf(pattern, branch));
}
