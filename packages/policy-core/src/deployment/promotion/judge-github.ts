import { observed, type Known } from '../../model/known.ts';
import type { ActorPolicy } from '../../policy/policy.ts';
import type { DriverPolicy } from '../../policy/service-policy.ts';
import { gateFaults, type EnvironmentProtection } from './environment-gate.ts';
import type { Workflows } from './environment-jobs.ts';
import type { ReleaseSight } from './promotion-sight.ts';
import { agentTest } from './release-makers.ts';
import { selfDeploys } from './self-deploys.ts';

export interface GitHubSight {
  readonly protection: Known<EnvironmentProtection>;
  /** The workflows of the main branch: those are run. */
  readonly main: Known<Workflows>;
  /** Those that the main branch would have. */
  readonly commit: Known<Workflows>;
}

export interface GitHubQuestion {
  readonly driver: Extract<DriverPolicy, { kind: 'github-actions' }>;
  readonly actors: ActorPolicy;
  /** Whether the policy leaves the approval to the environment. */
  readonly asksPeople: boolean;
}

/** What GitHub lets happen in an environment besides what is judged here, and whether it asks people before. */
export function judgeGitHub(
  { driver: { environment, workflow }, actors, asksPeople }: GitHubQuestion,
  { protection, main, commit }: GitHubSight,
): Pick<ReleaseSight, 'deploysByItself' | 'gate'> {
  const gate = { environment, workflow: `.github/workflows/${workflow}`, isAgent: agentTest(actors) };
  return {
    deploysByItself: selfDeploys(environment, protection, both(main, commit)),
    gate: asksPeople ? gateFaults(gate, protection, main) : undefined,
  };
}

function both<T>(one: Known<T>, other: Known<T>): Known<readonly T[]> {
  if (!one.known) return one;
  return other.known ? observed([one.value, other.value]) : other;
}
