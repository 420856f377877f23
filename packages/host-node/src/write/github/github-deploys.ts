import { z } from 'zod';

import { OUR_TASK, type DeploymentState } from '../../read/github/deployments.ts';
import type { GitHubClientOptions } from '../../read/github/github-client.ts';
import type { RepositoryName } from '../../read/github/repository-name.ts';
import { timeShape } from '../../read/github/shapes.ts';
import { DEPLOY_ROUTES } from './deploy-routes.ts';
import { createTeller, done, refused, type Told } from './told.ts';

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

export function createGitHubDeploys(repository: RepositoryName, options: GitHubClientOptions): GitHubDeploys {
  const tell = createTeller(repository, options);
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
