import { observed, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { PathPattern } from '../../policy/patterns/path-pattern.ts';
import type { Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { branchClassOf, isBranchOf } from '../../policy/branch-class.ts';
import { serviceEnvironmentAt } from '../../policy/service-place.ts';

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

/** `undefined`: nothing is deployed, or the policy does not say from where. */
export function deploySource(
  policy: Policy,
  { deployment }: Pick<Observations, 'deployment'>,
): DeploySource | undefined {
  if (deployment === null) return undefined;
  const { deployFrom, at } = policy.branches;
  const { environment, branches: holding } = deployment;
  const place = serviceEnvironmentAt(policy, environment);
  const from = place?.from;
  if (deployFrom.size === 0 && from === undefined) return undefined;
  const kinds = Array.from(deployFrom).find(([name]) => isSameEnvironment(name, environment))?.[1];
  const source = { policy, kinds: deployFrom.size === 0 ? undefined : (kinds ?? []), from };
  return {
    environment,
    allowed: from?.map(({ text }) => text) ?? kinds,
    environments: [...deployFrom.keys()],
    branches: holding.known ? observed(holding.value.map((name) => holdingBranch(name, source))) : holding,
    at: from === undefined ? at : place?.at,
  };
}

interface AllowedBranches {
  readonly policy: Policy;
  /** `undefined`: of any kind, or of none. */
  readonly kinds: readonly string[] | undefined;
  /** `undefined`: all of those kinds. */
  readonly from: readonly PathPattern[] | undefined;
}

function holdingBranch(name: string, { policy, kinds, from }: AllowedBranches): HoldingBranch {
  const kind = branchClassOf(policy.branches, name)?.name;
  const isOfKind = kinds === undefined || (kind !== undefined && kinds.includes(kind));
  return { name, kind, isAllowed: isOfKind && (from?.some((one) => isBranchOf(one, name)) ?? true) };
}
