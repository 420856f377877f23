import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import {
  readDeploymentStates,
  readOurDeployments,
  type DeploymentState,
  type OurDeployment,
} from '../../read/github/deployments.ts';
import type { RequestGitHub } from '../../read/github/github-client.ts';
import type { RepositoryName } from '../../read/github/repository-name.ts';
import { readDispatchedRuns } from '../../read/github/workflow-runs.ts';
import { pause } from '../../system/time-limit.ts';
import type { GitHubDeploys } from '../github/github-deploys.ts';
import type { Waiting } from './deploy-once.ts';

/** Where at GitHub something is deployed, and by what. */
export interface AtGitHub {
  /** A new one for each look: it answers from memory what it was asked before. */
  readonly client: () => RequestGitHub;
  readonly deploys: GitHubDeploys;
  readonly repository: RepositoryName;
  /** Name of its file. */
  readonly workflow: string;
  /** As GitHub calls it. */
  readonly environment: string;
  readonly service: string;
  readonly waiting: Waiting;
  /** How long it may take until GitHub lists a run that it was asked for. */
  readonly listedWithinMs: number;
}

/** An order as GitHub has it. */
export interface GivenOrder {
  readonly deployment: OurDeployment;
  /** Of this order and of all that were given behind it. */
  readonly keys: readonly string[];
  /** The newest first. */
  readonly states: readonly DeploymentState[];
}

/** `undefined`: GitHub has none with this key, so no workflow was asked for it. */
export async function readGivenOrder(
  { client, repository }: AtGitHub,
  { key, since }: { readonly key: string; readonly since: string },
): Promise<Known<GivenOrder | undefined>> {
  const ask = client();
  const oldest = new Date(Date.parse(since) - CLOCKS_MS).toISOString();
  const listed = await readOurDeployments(ask, repository, (found) =>
    found.some((each) => each.key === key || each.createdAt < oldest),
  );
  if (!listed.known) return listed;
  const deployment = listed.value.find((each) => each.key === key);
  if (deployment === undefined) return observed(undefined);
  const states = await readDeploymentStates(ask, repository, deployment.id);
  if (!states.known) return states;
  const keys = listed.value.flatMap((each) => each.key ?? []);
  return observed({ deployment, keys, states: states.value });
}

/** How far the clock of this machine may be ahead of that of GitHub. */
const CLOCKS_MS = 60 * 60_000;

export type RunOfOrder =
  | { readonly kind: 'found'; readonly id: number; readonly url: string }
  /** GitHub was never asked for one. */
  | { readonly kind: 'none' }
  /** There are runs that do not say which order they are of. */
  | { readonly kind: 'unclear' };

export interface RunWanted {
  readonly key: string;
  /** When its deployment was made, by the clock of GitHub. */
  readonly createdAt: string;
  readonly keys: readonly string[];
}

/** The run of an order by its key in the name of the run, where nobody noted its number. */
export async function findRunOf(
  { key, createdAt, keys }: RunWanted,
  { client, repository, workflow, waiting, listedWithinMs }: AtGitHub,
): Promise<Known<RunOfOrder>> {
  const until = performance.now() + listedWithinMs;
  for (;;) {
    const listed = await readDispatchedRuns(client(), repository, { workflow, since: createdAt });
    if (!listed.known) return listed;
    const own = listed.value.find(({ title }) => isNamed(title, key));
    if (own !== undefined) return observed({ kind: 'found', id: own.id, url: own.url });
    if (performance.now() >= until) {
      const isClear = listed.value.every(({ title }) => keys.some((each) => isNamed(title, each)));
      return observed({ kind: isClear ? 'none' : 'unclear' });
    }
    await pause(waiting.pollMs, waiting.signal);
    if (waiting.signal.aborted) return unobserved('nobody waited until GitHub listed its workflow run');
  }
}

/** Whether a key stands in a text as a word of its own: one may be the beginning of another. */
function isNamed(title: string, key: string): boolean {
  return title.split(/[^\w./:-]+/).includes(key);
}
