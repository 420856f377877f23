import type { DeployOrder } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import { parsed } from '../../read/github/parsed.ts';
import { ROUTES } from '../../read/github/routes.ts';
import type { RunToDispatch } from '../github/github-deploys.ts';
import type { Told } from '../github/told.ts';
import type { DeploySight } from './deploy-once.ts';
import { findRunOf, type AtGitHub } from './github-order.ts';

/**
 * Keeps the key of the order with a deployment first, so that it is found again, and asks the workflow then. The number of
 * the deployment is handed out as soon as there is one.
 */
export async function beginAtGitHub(
  order: DeployOrder,
  at: AtGitHub,
  noted: (deployment: number) => void,
): Promise<DeploySight> {
  const { commit, service, key, token } = order;
  const { deploys, environment, workflow } = at;
  const ref = await defaultBranch(at);
  if (!ref.known) return notBegun(ref.reason);
  const made = await deploys.create({ commit, environment, service, key, token });
  // Without a run it is a note at GitHub and no more, whether it was made or not.
  if (made.kind !== 'done') return notBegun(made.why);
  noted(made.value.id);
  const inputs = { commit, environment, service, run: key, token: String(token) };
  const asked = await deploys.dispatch({ workflow, ref: ref.value, inputs });
  if (asked.kind === 'refused') {
    await deploys.note(made.value.id, 'error', null);
    return notBegun(asked.why);
  }
  const run = await runAsked(asked, { key, createdAt: made.value.createdAt }, at);
  if (run === undefined) return { kind: 'unknown', why: lostRun(asked, workflow) };
  // Where it is not kept, the name of the run has to do.
  await deploys.note(made.value.id, 'in_progress', run.url);
  const deploy = { id: String(run.id), url: run.url };
  return { kind: 'under-way', deploy, why: `workflow run ${run.id} goes on` };
}

function notBegun(reason: string): DeploySight {
  return { kind: 'failed', why: `nothing was begun, because ${reason}`, isBegun: false };
}

/** GitHub takes the file of the workflow from there; what it deploys is one of its inputs. */
async function defaultBranch({
  client,
  repository: { owner, repository },
}: AtGitHub): Promise<Known<string>> {
  const about = `the repository ${owner}/${repository}`;
  const answer = await client()({
    route: ROUTES.repository,
    parameters: { owner, repo: repository },
    about,
    needs: 'metadata: read',
  });
  const read = answer.known ? parsed(repositoryShape, answer.value.data, about) : answer;
  return read.known ? observed(read.value.default_branch) : read;
}

const repositoryShape = z.object({ default_branch: z.string().min(1) });

interface AskedRun {
  readonly id: number;
  readonly url: string;
}

/** Older servers do not say which run it is, and an answer can be lost: then its name has to tell. */
async function runAsked(
  asked: Exclude<Told<AskedRun | undefined>, { kind: 'refused' }>,
  order: { readonly key: string; readonly createdAt: string },
  at: AtGitHub,
): Promise<AskedRun | undefined> {
  if (asked.kind === 'done' && asked.value !== undefined) return asked.value;
  const found = await findRunOf({ ...order, keys: [order.key] }, at);
  return found.known && found.value.kind === 'found' ? found.value : undefined;
}

function lostRun(asked: Told<unknown>, workflow: RunToDispatch['workflow']): string {
  const why = asked.kind === 'unknown' ? asked.why : 'GitHub does not say which run it began';
  return `${why}, and no run of ${workflow} has the key of this deploy in its name`;
}
