import type { Known } from '../../model/known.ts';
import type { ActorPolicy } from '../../policy/policy.ts';
import type { DriverPolicy } from '../../policy/service-policy.ts';
import { gateFaults, type EnvironmentProtection } from './environment-gate.ts';
import type { Workflows } from './environment-jobs.ts';
import type { ReleaseSight } from './promotion-sight.ts';
import { agentTest } from './release-makers.ts';
import { selfDeploys } from './self-deploys.ts';

export interface GitHubSight {
  readonly protection: Known<EnvironmentProtection>;
  /** Of the main branch, and of the commit where that would become its newest: GitHub runs those of the main branch. */
  readonly workflows: Known<readonly Workflows[]>;
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
  { protection, workflows }: GitHubSight,
): Pick<ReleaseSight, 'deploysByItself' | 'gate'> {
  const gate = { environment, workflow: `.github/workflows/${workflow}`, isAgent: agentTest(actors) };
  return {
    deploysByItself: selfDeploys(environment, protection, workflows),
    gate: asksPeople ? gateFaults(gate, protection, workflows) : undefined,
  };
}
