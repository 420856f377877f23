import { observed, type Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { requestAllPages } from './pages.ts';
import { parsed } from './parsed.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';
import { accountShape, timeShape } from './shapes.ts';

/** A run of a workflow that was asked for by `workflow_dispatch`. */
export interface WorkflowRun {
  readonly id: number;
  /** For people. */
  readonly url: string;
  /** What `run-name` of the workflow makes it, else the name of the workflow. */
  readonly title: string;
  /** Words of GitHub, which may add to them. */
  readonly status: string | null;
  readonly conclusion: string | null;
  /** In UTC, by the clock of GitHub. */
  readonly createdAt: string;
}

const runShape = z
  .object({
    id: z.int(),
    html_url: z.url({ protocol: /^https?$/ }),
    display_title: z.string(),
    status: z.string().nullable(),
    conclusion: z.string().nullable(),
    created_at: timeShape,
  })
  .transform(({ id, html_url, display_title, status, conclusion, created_at }): WorkflowRun => ({
    id,
    url: html_url,
    title: display_title,
    status,
    conclusion,
    createdAt: created_at,
  }));

export async function readWorkflowRun(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  run: number,
): Promise<Known<WorkflowRun>> {
  const about = `the workflow run ${run}`;
  const answer = await ask({
    route: ROUTES.workflowRun,
    parameters: { owner, repo: repository, run_id: run },
    about,
    needs: NEEDS,
  });
  return answer.known ? parsed(runShape, answer.value.data, about) : answer;
}

export interface DispatchedRuns {
  /** Name of its file. */
  readonly workflow: string;
  /** In UTC, by the clock of GitHub. */
  readonly since: string;
}

export async function readDispatchedRuns(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  { workflow, since }: DispatchedRuns,
): Promise<Known<readonly WorkflowRun[]>> {
  const listed = await requestAllPages(ask, {
    route: ROUTES.workflowRuns,
    parameters: { owner, repo: repository, workflow_id: workflow, event: 'workflow_dispatch' },
    about: `the runs of ${workflow}`,
    needs: NEEDS,
    page: z.object({ workflow_runs: z.array(runShape) }).transform((page) => page.workflow_runs),
    perPage: 100,
    // The newest come first.
    isEnough: (found) => found.some(({ createdAt }) => createdAt < since),
  });
  return listed.known ? observed(listed.value.filter(({ createdAt }) => createdAt >= since)) : listed;
}

/** Environments that a run waits for until somebody approves. */
export async function readPendingEnvironments(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  run: number,
): Promise<Known<readonly string[]>> {
  const about = `the pending deployments of workflow run ${run}`;
  const answer = await ask({
    route: ROUTES.pendingDeployments,
    parameters: { owner, repo: repository, run_id: run },
    about,
    needs: NEEDS,
  });
  if (!answer.known) return answer;
  const pending = parsed(pendingShape, answer.value.data, about);
  return pending.known
    ? observed(pending.value.map(({ environment }) => environment.name ?? 'an environment'))
    : pending;
}

const pendingShape = z.array(z.object({ environment: z.object({ name: z.string().optional() }) }));

/** What somebody said of a run that waited for them. */
export interface RunApproval {
  readonly by: string;
  readonly state: 'approved' | 'rejected' | 'pending';
  /** Names. */
  readonly environments: readonly string[];
}

const approvalShape = z
  .object({
    user: accountShape,
    state: z.enum(['approved', 'rejected', 'pending']),
    environments: z.array(z.object({ name: z.string().optional() })),
  })
  .transform(({ user, state, environments }): RunApproval => ({
    by: user.login,
    state,
    environments: environments.flatMap(({ name }) => name ?? []),
  }));

/** GitHub does not say when they said it. */
export async function readRunApprovals(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  run: number,
): Promise<Known<readonly RunApproval[]>> {
  const about = `the approvals of workflow run ${run}`;
  const answer = await ask({
    route: ROUTES.runApprovals,
    parameters: { owner, repo: repository, run_id: run },
    about,
    needs: NEEDS,
  });
  return answer.known ? parsed(z.array(approvalShape), answer.value.data, about) : answer;
}

const NEEDS = 'actions: read';
