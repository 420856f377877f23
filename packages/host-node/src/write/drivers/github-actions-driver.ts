import type {
  DeployOrder,
  DeployResult,
  Driver,
  FoundDeploy,
  PlatformGate,
} from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { DriverPolicy } from '@lockkeeper/policy-core/deployment/run';

import { createGitHubClient } from '../../read/github/github-client.ts';
import { readProtection } from '../../read/github/environments.ts';
import type { RetryOptions } from '../../read/github/retry.ts';
import { within } from '../../system/time-limit.ts';
import { createGitHubDeploys } from '../github/github-deploys.ts';
import { deployOnce, findDeploy, type DeploySight } from './deploy-once.ts';
import type { DriverPlace } from './driver-place.ts';
import { beginAtGitHub } from './github-begin.ts';
import { currentAtGitHub, listAtGitHub } from './github-list.ts';
import { findRunOf, readGivenOrder, type AtGitHub } from './github-order.ts';
import { approvalsOf, sightOfRun } from './run-sight.ts';

type GitHubPolicy = Extract<DriverPolicy, { kind: 'github-actions' }>;

/** Tests are in a hurry. */
export interface GitHubPatience extends RetryOptions {
  readonly listedWithinMs?: number;
}

const POLL_MS = 5000;
const LISTED_WITHIN_MS = 60_000;

/** Deploys by a workflow of GitHub. docs/drivers.md says what the workflow has to be like. */
export function createGitHubActionsDriver(
  policy: GitHubPolicy,
  place: DriverPlace,
  { listedWithinMs = LISTED_WITHIN_MS, ...patience }: GitHubPatience = {},
): Driver {
  const { pollMs = POLL_MS, signal: stop, service } = place;
  const { workflow, environment, timeoutMs } = policy;

  async function atGitHub(signal: AbortSignal): Promise<Known<AtGitHub>> {
    const github = await place.github();
    if (!github.known) return github;
    const { apiUrl, token } = github.value;
    const options = { apiUrl, token, fetch: globalThis.fetch, patience };
    return observed({
      client: () => createGitHubClient(options),
      deploys: createGitHubDeploys(github.value, options),
      repository: github.value,
      workflow,
      environment,
      service,
      waiting: { pollMs, signal },
      listedWithinMs,
    });
  }

  return {
    kind: 'github-actions',
    deploy: async (order) =>
      await within(timeoutMs, [stop, order.signal], async ({ signal }) => {
        const at = await atGitHub(signal);
        return at.known
          ? await deployAt(order, at.value)
          : { kind: 'failed', why: `nothing was begun, because ${at.reason}`, isBegun: false };
      }),
    find: async (wanted) =>
      await within(timeoutMs, [stop, wanted.signal], async ({ signal }) => {
        const at = await atGitHub(signal);
        return at.known ? await findAt(wanted, at.value) : { kind: 'unknown', why: at.reason };
      }),
    current: async () => {
      const at = await atGitHub(stop);
      return at.known ? await currentAtGitHub(at.value) : at;
    },
    list: async () => {
      const at = await atGitHub(stop);
      return at.known ? await listAtGitHub(at.value) : at;
    },
    deploysByItself: async () =>
      await Promise.resolve(
        unobserved(`GitHub does not say what else deploys; look at the triggers of ${workflow}`),
      ),
    gate: gateOf(environment, async () => await atGitHub(stop)),
  };
}

/** The environment that jobs wait for. */
function gateOf(environment: string, atGitHub: () => Promise<Known<AtGitHub>>): PlatformGate {
  return {
    protection: async () => {
      const at = await atGitHub();
      return at.known ? await readProtection(at.value.client(), at.value.repository, environment) : at;
    },
    approvals: async ({ id }) => {
      const at = await atGitHub();
      if (!at.known) return at;
      return id === null
        ? unobserved('GitHub does not say which run it was')
        : await approvalsOf(Number(id), at.value);
    },
  };
}

type Wanted = Pick<DeployOrder, 'key' | 'since'>;

async function deployAt(order: DeployOrder, at: AtGitHub): Promise<DeployResult> {
  let deployment: number | undefined;
  const begin = async () =>
    await beginAtGitHub(order, at, (id) => {
      deployment = id;
    });
  return await deployOnce(
    {
      before: async () => await lookAtOrder(order, at),
      begin,
      look: async (deploy) =>
        deployment === undefined || typeof deploy?.id !== 'string'
          ? await lookAtOrder(order, at)
          : await lookAtRun(Number(deploy.id), { deployment, isNoted: false }, at),
    },
    at.waiting,
  );
}

async function findAt(wanted: Wanted, at: AtGitHub): Promise<FoundDeploy> {
  return await findDeploy(async () => await lookAtOrder(wanted, at), at.waiting);
}

async function lookAtOrder(wanted: Wanted, at: AtGitHub): Promise<Known<DeploySight>> {
  const given = await readGivenOrder(at, wanted);
  if (!given.known) return given;
  if (given.value === undefined) return observed({ kind: 'not-begun' });
  const { deployment, states, keys } = given.value;
  const noted = {
    deployment: deployment.id,
    isNoted: states.some(({ state }) => state === 'success' || state === 'failure'),
  };
  const run = states.find((each) => each.run !== undefined)?.run;
  if (run !== undefined) return await lookAtRun(run, noted, at);
  // We noted that GitHub refused to begin one.
  if (states.some(({ state }) => state === 'error')) return observed({ kind: 'not-begun' });
  const found = await findRunOf({ key: wanted.key, createdAt: deployment.createdAt, keys }, at);
  if (!found.known) return found;
  if (found.value.kind === 'found') return await lookAtRun(found.value.id, noted, at);
  return observed(
    found.value.kind === 'none' ? { kind: 'not-begun' } : { kind: 'unknown', why: unclear(at.workflow) },
  );
}

function unclear(workflow: string): string {
  return `a run of ${workflow} could be this deploy, and its name does not say so; give the workflow a run-name with \${{ inputs.run }} in it`;
}

/** How a run went, noted at its deployment once it has ended. */
async function lookAtRun(
  run: number,
  { deployment, isNoted }: { readonly deployment: number; readonly isNoted: boolean },
  at: AtGitHub,
): Promise<Known<DeploySight>> {
  const { deploys } = at;
  const sight = await sightOfRun(run, at);
  if (!sight.known || isNoted) return sight;
  // It is for people who look at GitHub: where it cannot be noted, nothing else changes.
  if (sight.value.kind === 'done') await deploys.note(deployment, 'success', sight.value.deploy.url);
  if (sight.value.kind === 'failed') await deploys.note(deployment, 'failure', null);
  return sight;
}
