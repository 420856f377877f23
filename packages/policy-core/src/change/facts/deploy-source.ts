import { observed, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { BranchPolicy, Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { branchClassOf } from '../../policy/branch-class.ts';

/** Where a commit that is about to be deployed may come from, and where it comes from. */
export interface DeploySource {
  readonly environment: string;
  /** Kinds of branches it may come from; `undefined`: the policy names other environments only. */
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
}

/** `undefined`: nothing is deployed, or the policy does not say from where. */
export function deploySource(
  { branches }: Policy,
  { deployment }: Pick<Observations, 'deployment'>,
): DeploySource | undefined {
  const { deployFrom, at } = branches;
  if (deployment === null || deployFrom.size === 0) return undefined;
  const { environment, branches: holding } = deployment;
  return {
    environment,
    allowed: Array.from(deployFrom).find(([name]) => isSameEnvironment(name, environment))?.[1],
    environments: [...deployFrom.keys()],
    branches: holding.known ? observed(holding.value.map((name) => withKind(name, branches))) : holding,
    at,
  };
}

function withKind(name: string, branches: BranchPolicy): HoldingBranch {
  return { name, kind: branchClassOf(branches, name)?.name };
}
