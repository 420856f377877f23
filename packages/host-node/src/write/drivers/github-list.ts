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
  const end = await stateOf({ noted: STATES[states.value[0]?.state ?? 'queued'], run }, at);
  const runId = run === undefined ? null : String(run);
  return end.known ? observed({ commit, key, id: runId, isKept: false, ...end.value }) : end;
}

/** What was noted last, and what the run says where nobody was there any more to note its end. */
async function stateOf(
  { noted, run }: { readonly noted: PlatformDeploy['state']; readonly run: number | undefined },
  at: AtGitHub,
): Promise<Known<Pick<PlatformDeploy, 'state' | 'url'>>> {
  if (noted !== 'under-way' || run === undefined) return observed({ state: noted, url: null });
  const sight = await sightOfRun(run, at);
  if (!sight.known) return sight;
  const { value } = sight;
  return observed({
    state: STATES_OF_RUNS[value.kind],
    url: 'deploy' in value ? value.deploy.url : null,
  });
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
