import {
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { readDeployRecord, type DeployRecordReading } from '@lockkeeper/policy-core/deployment/record';
import { migrationKind } from '@lockkeeper/policy-core/migrations';
import { digestsToTake } from '@lockkeeper/policy-core/observe';

import type { Git, Observers } from '../ports/index.ts';

interface HistoryRequest {
  readonly focus: Observations['focus'];
  readonly head: string;
  /** `undefined` when the record is not under judgement. */
  readonly record: Known<FileContent> | undefined;
  readonly everyMigration?: boolean | undefined;
}

/** What git says of the commit in the record, and of the migrations that came after it or after `since`. */
export async function observeHistory(
  policy: Policy,
  { focus, head, record, everyMigration = false }: HistoryRequest,
  { git }: Observers,
): Promise<Pick<Observations, 'recordedCommit' | 'settled'>> {
  const reading = record?.known ? readDeployRecord(policy.record.path, record.value) : undefined;
  const sha = recordedSha(reading);
  const digests = reading === undefined ? [] : digestsToTake(policy, reading);
  const recordedCommit = await observeRecordedCommit({ sha, head, digests }, git);
  if (focus.kind !== 'tree' || !namesMigrations(policy)) {
    return { recordedCommit, settled: unobserved('only what changed is judged') };
  }
  if (everyMigration) return { recordedCommit, settled: observed({ from: 'all' }) };
  return { recordedCommit, settled: await observeSettled(policy, { sha, head, recordedCommit }, git) };
}

function recordedSha(reading: DeployRecordReading | undefined): string | undefined {
  if (reading?.kind !== 'read') return undefined;
  const isSound = !reading.problems.some(({ field }) => field === 'last_good_sha');
  return isSound ? reading.lastGoodSha?.value : undefined;
}

async function observeRecordedCommit(
  {
    sha,
    head,
    digests,
  }: { readonly sha: string | undefined; readonly head: string; readonly digests: readonly string[] },
  git: Git | undefined,
): Promise<Observations['recordedCommit']> {
  if (sha === undefined) return unobserved('no commit is recorded');
  if (git === undefined) return unobserved('there is no git repository to ask');
  const state = await git.relation(sha, head === 'worktree' ? 'HEAD' : head);
  if (!state.known) return state;
  if (digests.length === 0 || !IS_THERE.has(state.value)) return observed({ sha, state: state.value });
  const taken = await git.digestsAt(sha, digests);
  return observed({ sha, state: state.value, digests: Object.fromEntries(taken) });
}

const IS_THERE: ReadonlySet<string> = new Set(['ancestor', 'not-an-ancestor']);

async function observeSettled(
  policy: Policy,
  {
    sha,
    head,
    recordedCommit,
  }: {
    readonly sha: string | undefined;
    readonly head: string;
    readonly recordedCommit: Observations['recordedCommit'];
  },
  git: Git | undefined,
): Promise<Observations['settled']> {
  const since = policy.since?.point;
  if (git === undefined)
    return since === undefined && sha === undefined
      ? observed({ from: 'start' })
      : unobserved('there is no git repository to ask');
  if (since !== undefined) {
    const commit = await git.resolve(since);
    // Not a commit: it may still be an Alembic revision, which the rules look up themselves.
    return commit.known
      ? changedSince({ from: 'since', commit: commit.value, head, policy }, git)
      : observed({ from: 'start' });
  }
  if (sha === undefined) return observed({ from: 'start' });
  if (!recordedCommit.known) return recordedCommit;
  if (recordedCommit.value.state !== 'ancestor')
    return unobserved(`the recorded commit ${sha} is not part of the history here`);
  return changedSince({ from: 'release', commit: sha, head, policy }, git);
}

async function changedSince(
  {
    from,
    commit,
    head,
    policy,
  }: {
    readonly from: 'since' | 'release';
    readonly commit: string;
    readonly head: string;
    readonly policy: Policy;
  },
  git: Git,
): Promise<Observations['settled']> {
  const entries = await git.changes({ from: commit, to: head });
  if (!entries.known) return entries;
  const changedPaths = entries.value
    .filter(({ path, status }) => status !== 'deleted' && migrationKind(policy, path))
    .map(({ path }) => path);
  return observed({ from, commit, changedPaths });
}

function namesMigrations({ migrations }: Policy): boolean {
  return migrations.alembic.length + migrations.sql.length > 0;
}
