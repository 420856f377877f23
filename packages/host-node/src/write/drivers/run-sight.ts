import { observed, type Known } from '@lockkeeper/policy-core';

import type { RequestGitHub } from '../../read/github/github-client.ts';
import type { RepositoryName } from '../../read/github/repository-name.ts';
import {
  readPendingEnvironments,
  readWorkflowRun,
  type WorkflowRun,
} from '../../read/github/workflow-runs.ts';
import type { DeploySight } from './deploy-once.ts';

/** How far a run of a workflow is. One that waits for somebody's approval goes on. */
export async function sightOfRun(
  ask: RequestGitHub,
  repository: RepositoryName,
  id: number,
): Promise<Known<DeploySight>> {
  const run = await readWorkflowRun(ask, repository, id);
  if (!run.known) return run;
  if (run.value.status !== 'waiting') return observed(sightOf(run.value));
  const pending = await readPendingEnvironments(ask, repository, id);
  const names = pending.known ? pending.value.join(', ') : '';
  return observed(goesOn(run.value, `it waits for approval on GitHub${names === '' ? '' : ` (${names})`}`));
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
