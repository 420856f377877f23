import { observed, type Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { requestAllPages } from './pages.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';
import { commitShape, timeShape } from './shapes.ts';

/** How our deployments are told from those that others make, such as the jobs of workflows. */
export const OUR_TASK = 'deploy:lockkeeper';

/** What we wrote down at GitHub before a workflow was asked to deploy. */
export interface OurDeployment {
  readonly id: number;
  readonly commit: string;
  readonly environment: string;
  readonly createdAt: string;
  readonly key: string | null;
  readonly service: string | null;
}

export interface DeploymentState {
  readonly state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';
  /** Number of the run of the workflow, where we noted it. */
  readonly run: number | undefined;
}

const payloadShape = z
  .object({ key: z.string().nullable().catch(null), service: z.string().nullable().catch(null) })
  .catch({ key: null, service: null });

const deploymentShape = z
  .object({
    id: z.int(),
    sha: commitShape,
    environment: z.string(),
    created_at: timeShape,
    payload: z.preprocess(fromText, payloadShape),
  })
  .transform(({ id, sha, environment, created_at, payload }): OurDeployment => ({
    id,
    commit: sha,
    environment,
    createdAt: created_at,
    ...payload,
  }));

/** GitHub hands out what was sent as an object, and what was sent as a text. */
function fromText(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    // Not ours.
    return {};
  }
}

/** Ours, the newest first. */
export async function readOurDeployments(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  isEnough: (found: readonly OurDeployment[]) => boolean,
): Promise<Known<readonly OurDeployment[]>> {
  return await requestAllPages(ask, {
    route: ROUTES.deployments,
    parameters: { owner, repo: repository, task: OUR_TASK },
    about: 'the deployments of Lockkeeper',
    needs: NEEDS,
    page: z.array(deploymentShape),
    perPage: 100,
    isEnough,
  });
}

/** Whether anybody ever deployed there, as far as GitHub was told. */
export async function hasDeployments(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  environment: string,
): Promise<Known<boolean>> {
  const listed = await requestAllPages(ask, {
    route: ROUTES.deployments,
    parameters: { owner, repo: repository, environment },
    about: `the deployments to ${environment}`,
    needs: NEEDS,
    page: z.array(z.object({ id: z.int() })),
    perPage: 1,
    isEnough: ({ length }) => length > 0,
  });
  return listed.known ? observed(listed.value.length > 0) : listed;
}

const stateShape = z
  .object({
    state: z.enum(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']),
    log_url: z.string().optional(),
  })
  .transform(({ state, log_url = '' }): DeploymentState => ({
    state,
    run: numberIn(/\/actions\/runs\/(\d{1,15})$/.exec(log_url)?.[1]),
  }));

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The newest first; empty where nothing was noted yet. */
export async function readDeploymentStates(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  deployment: number,
): Promise<Known<readonly DeploymentState[]>> {
  return await requestAllPages(ask, {
    route: ROUTES.deploymentStatuses,
    parameters: { owner, repo: repository, deployment_id: deployment },
    about: `the statuses of deployment ${deployment}`,
    needs: NEEDS,
    page: z.array(stateShape),
    perPage: 100,
  });
}

const NEEDS = 'deployments: read';
