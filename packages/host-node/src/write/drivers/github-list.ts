import type { PlatformDeploy } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import {
  hasDeployments,
  readDeploymentStates,
  readOurDeployments,
  type DeploymentState,
  type OurDeployment,
} from '../../read/github/deployments.ts';
import type { AtGitHub } from './github-order.ts';
import { sightOfRun } from './run-sight.ts';

/** How many deploys of the past are looked at. */
const MOST_LISTED = 10;

/** Our deploys of this service to this environment, the newest first. */
export async function listAtGitHub(at: AtGitHub): Promise<Known<readonly PlatformDeploy[]>> {
  const ours = ({ environment, service }: OurDeployment) =>
    environment === at.environment && service === at.service;
  const listed = await readOurDeployments(
    at.client(),
    at.repository,
    (found) => found.filter(ours).length >= MOST_LISTED,
  );
  if (!listed.known) return listed;
  const deploys: PlatformDeploy[] = [];
  for (const deployment of listed.value.filter(ours).slice(0, MOST_LISTED)) {
    const seen = await platformDeploy(deployment, at);
    if (!seen.known) return seen;
    const isReplaced = deploys.some(({ state }) => state === 'live');
    deploys.push(seen.value.state === 'live' && isReplaced ? { ...seen.value, state: 'over' } : seen.value);
  }
  return observed(deploys);
}

/** Where others deployed too, what we know of is not all that could run there. */
export async function currentAtGitHub(at: AtGitHub): Promise<Known<PlatformDeploy | null>> {
  const listed = await listAtGitHub(at);
  if (!listed.known) return listed;
  const live = listed.value.find(({ state }) => state === 'live');
  if (live !== undefined) return observed(live);
  const any = await hasDeployments(at.client(), at.repository, at.environment);
  if (!any.known) return any;
  return any.value
    ? unobserved(`GitHub knows no deploy of Lockkeeper to ${at.environment} that went well`)
    : observed(null);
}

async function platformDeploy(
  { id, commit, key }: OurDeployment,
  at: AtGitHub,
): Promise<Known<PlatformDeploy>> {
  const states = await readDeploymentStates(at.client(), at.repository, id);
  if (!states.known) return states;
  const run = states.value.find((each) => each.run !== undefined)?.run;
  const common = { commit, key, id: run === undefined ? null : String(run), isKept: false };
  const noted = STATES[states.value[0]?.state ?? 'queued'];
  // Nobody was there any more to note how it ended.
  if (noted !== 'under-way' || run === undefined) return observed({ ...common, url: null, state: noted });
  const sight = await sightOfRun(at.client(), at.repository, run);
  if (!sight.known) return sight;
  const { value } = sight;
  const url = value.kind === 'done' || value.kind === 'under-way' ? value.deploy.url : null;
  return observed({ ...common, url, state: STATES_OF_RUNS[value.kind] });
}

const STATES: Readonly<Record<DeploymentState['state'], PlatformDeploy['state']>> = {
  queued: 'under-way',
  pending: 'under-way',
  in_progress: 'under-way',
  success: 'live',
  inactive: 'over',
  failure: 'failed',
  error: 'failed',
};

const STATES_OF_RUNS = {
  done: 'live',
  'under-way': 'under-way',
  failed: 'failed',
  unknown: 'under-way',
  'not-begun': 'failed',
} as const;
