import { z, type ZodType } from 'zod';

import type { Exchange } from '../../read/github/exchange.ts';
import { OUR_TASK, type DeploymentState } from '../../read/github/deployments.ts';
import { failureReason } from '../../read/github/failure-reason.ts';
import type { GitHubClientOptions } from '../../read/github/github-client.ts';
import { rateLimitWait } from '../../read/github/rate-limit.ts';
import type { RepositoryName } from '../../read/github/repository-name.ts';
import { createSender, jsonIn } from '../../read/github/request.ts';
import { timeShape } from '../../read/github/shapes.ts';
import { DEPLOY_ROUTES } from './deploy-routes.ts';

export interface DeploymentToMake {
  readonly commit: string;
  readonly environment: string;
  readonly service: string;
  readonly key: string;
  readonly token: number;
}

export interface RunToDispatch {
  /** Name of its file. */
  readonly workflow: string;
  /** A branch: GitHub takes the file from there. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What GitHub is told for a deploy. Nothing is sent twice unless GitHub said that it did not take it. Nothing rejects. */
export interface GitHubDeploys {
  /** Writes down that this commit is to be deployed. `createdAt` is by the clock of GitHub. */
  create(deployment: DeploymentToMake): Promise<Told<{ readonly id: number; readonly createdAt: string }>>;
  /** Asks a workflow to run. `undefined`: it will, and GitHub does not say as what. */
  dispatch(run: RunToDispatch): Promise<Told<{ readonly id: number; readonly url: string } | undefined>>;
  /** Notes how far it is, for people who look at GitHub. */
  note(deployment: number, state: DeploymentState['state'], runUrl: string | null): Promise<Told<unknown>>;
}

export type Told<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** It is known that it was not done. `why` is a clause. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody knows whether it was done. */
  | { readonly kind: 'unknown'; readonly why: string };

interface Order<T> {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly about: string;
  readonly needs: string;
  /** What GitHub means by a 422. */
  readonly unfit: string;
  /** Answers of success by their status. */
  readonly answers: Readonly<Record<number, ZodType<Told<T>>>>;
}

const TIMEOUT_MS = 30_000;

/** For all the pauses that GitHub asks for at one order. */
const MOST_PAUSE_MS = 60_000;

export function createGitHubDeploys(
  { owner, repository }: RepositoryName,
  { apiUrl, token, fetch, patience }: GitHubClientOptions,
): GitHubDeploys {
  const send = createSender({ apiUrl, token });
  const { timeoutMs = TIMEOUT_MS, now = Date.now, sleep } = patience;

  async function tell<T>(order: Order<T>): Promise<Told<T>> {
    const request = { route: order.route, parameters: { owner, repo: repository, ...order.parameters } };
    for (let left = MOST_PAUSE_MS; ;) {
      const outcome = await send(request, { fetch, timeoutMs });
      const wait = rateLimitWait(outcome, now());
      if (wait === undefined || wait >= left) return told(outcome, order, now());
      // A refusal for asking too fast is none of what was asked.
      left -= Math.max(wait, 1);
      await (sleep ?? delay)(wait);
    }
  }

  return {
    create: async ({ commit, environment, service, key, token: fence }) =>
      await tell({
        route: DEPLOY_ROUTES.createDeployment,
        parameters: {
          ref: commit,
          task: OUR_TASK,
          auto_merge: false,
          // Whether its checks passed was judged before.
          required_contexts: [],
          payload: { key, service, token: fence },
          environment,
          description: `Deploy of ${service} by Lockkeeper`,
        },
        about: `the deployment of commit ${commit.slice(0, 12)}`,
        needs: 'deployments: write',
        unfit: 'GitHub knows no such commit, or not that it may be deployed there; push it first',
        answers: {
          201: z
            .object({ id: z.int(), created_at: timeShape })
            .transform(({ id, created_at }) => done({ id, createdAt: created_at })),
          202: z.unknown().transform(() => refused(MERGED)),
        },
      }),
    dispatch: async ({ workflow, ref, inputs }) =>
      await tell({
        route: DEPLOY_ROUTES.dispatch,
        parameters: { workflow_id: workflow, ref, inputs, return_run_details: true },
        about: `the workflow ${workflow}`,
        needs: 'actions: write',
        unfit: `GitHub does not take these inputs; give ${workflow} a workflow_dispatch with the inputs ${Object.keys(inputs).join(', ')}`,
        answers: {
          200: z
            .object({ workflow_run_id: z.int(), html_url: z.url({ protocol: /^https?$/ }) })
            .transform(({ workflow_run_id, html_url }) => done({ id: workflow_run_id, url: html_url })),
          204: z.unknown().transform(() => done(undefined)),
        },
      }),
    note: async (deployment, state, runUrl) =>
      await tell({
        route: DEPLOY_ROUTES.noteState,
        parameters: { deployment_id: deployment, state, ...(runUrl !== null && { log_url: runUrl }) },
        about: `the status of deployment ${deployment}`,
        needs: 'deployments: write',
        unfit: 'GitHub does not take this status',
        answers: { 201: z.unknown().transform(done) },
      }),
  };
}

const MERGED =
  'GitHub merged a branch instead of deploying the commit (202); deploy a commit that has all of it';

async function delay(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function done<T>(value: T): Told<T> {
  return { kind: 'done', value };
}

function refused(why: string): Told<never> {
  return { kind: 'refused', why };
}

function told<T>(outcome: Exchange, order: Order<T>, now: number): Told<T> {
  if (outcome.kind !== 'answered') return lost(outcome, failureReason(outcome, order, now));
  const { status, text } = outcome;
  const shape = order.answers[status];
  if (shape !== undefined) {
    const read = shape.safeParse(jsonIn(text)?.value);
    return read.success
      ? read.data
      : { kind: 'unknown', why: `GitHub's answer about ${order.about} is not of the shape GitHub describes` };
  }
  if (status < 400 || status >= 500) return { kind: 'unknown', why: failureReason(outcome, order, now) };
  if (status === 422) return refused(`${order.unfit} (422)`);
  return refused(
    status === 409
      ? `GitHub refuses ${order.about}, since it conflicts with something else there (409)`
      : failureReason(outcome, order, now),
  );
}

/** What failed before anything was sent was not done. */
function lost(outcome: Exclude<Exchange, { kind: 'answered' }>, why: string): Told<never> {
  const isUnsent =
    outcome.kind === 'sent-elsewhere' ||
    (outcome.kind === 'unreachable' && UNSENT.includes(outcome.code ?? ''));
  return { kind: isUnsent ? 'refused' : 'unknown', why };
}

const UNSENT: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
