import type { PlatformApproval } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';

import {
  readPendingEnvironments,
  readRunApprovals,
  readWorkflowRun,
  type WorkflowRun,
} from '../../read/github/workflow-runs.ts';
import type { DeploySight } from './deploy-once.ts';
import type { AtGitHub } from './github-order.ts';

type Place = Pick<AtGitHub, 'client' | 'repository' | 'environment'>;

/** How far a run of a workflow is. One that waits for somebody's approval goes on. */
export async function sightOfRun(id: number, at: Place): Promise<Known<DeploySight>> {
  const ask = at.client();
  const run = await readWorkflowRun(ask, at.repository, id);
  if (!run.known) return run;
  if (run.value.status === 'waiting') {
    const pending = await readPendingEnvironments(ask, at.repository, id);
    const names = pending.known ? pending.value.join(', ') : '';
    return observed(goesOn(run.value, `it waits for approval on GitHub${names === '' ? '' : ` (${names})`}`));
  }
  const rejected = run.value.conclusion === 'failure' ? await rejection(id, at) : undefined;
  return observed(rejected ?? sightOf(run.value));
}

/** What people said of a run in the environment. */
export async function approvalsOf(
  run: number,
  { client, repository, environment }: Place,
): Promise<Known<readonly PlatformApproval[]>> {
  const said = await readRunApprovals(client(), repository, run);
  if (!said.known) return said;
  const isHere = (name: string) => name.toLowerCase() === environment.toLowerCase();
  return observed(
    said.value.flatMap(({ by, state, environments }) =>
      state !== 'pending' && environments.some(isHere) ? [{ by, state }] : [],
    ),
  );
}

/** A job that nobody lets into the environment deploys nothing. */
async function rejection(run: number, at: Place): Promise<DeploySight | undefined> {
  const said = await approvalsOf(run, at);
  const all = said.known ? said.value : [];
  const rejected = all.find(({ state }) => state === 'rejected');
  return rejected === undefined || all.some(({ state }) => state === 'approved')
    ? undefined
    : { kind: 'failed', why: `${rejected.by} rejected workflow run ${run}`, isBegun: false };
}

function sightOf(run: WorkflowRun): DeploySight {
  if (run.status !== 'completed') return goesOn(run, 'its workflow run goes on');
  const end = ENDS[run.conclusion ?? ''];
  if (end === 'waits') return goesOn(run, 'it waits for approval on GitHub');
  if (end === 'done') return { kind: 'done', deploy: { id: String(run.id), url: run.url } };
  return end === undefined
    ? { kind: 'unknown', why: `workflow run ${run.id} ended, and how is not clear; look at it on GitHub` }
    : { kind: 'failed', why: `workflow run ${run.id} ${end}` };
}

function goesOn(run: WorkflowRun, why: string): DeploySight {
  return { kind: 'under-way', deploy: { id: String(run.id), url: run.url }, why };
}

/** Of a completed run, by GitHub's word for it. */
const ENDS: Readonly<Record<string, string>> = {
  success: 'done',
  failure: 'failed',
  startup_failure: 'could not be started',
  timed_out: 'ran out of time',
  cancelled: 'was cancelled',
  skipped: 'was skipped',
  action_required: 'waits',
};
