import {
  unobserved,
  type FileContent,
  type Known,
  type Parsers,
  type Policy,
  type Report,
} from '@lockkeeper/policy-core';
import type { GuardCheck } from '@lockkeeper/policy-core/deployment';
import { readDeployRecord, releasePlace } from '@lockkeeper/policy-core/deployment/record';

import type { ReleaseContext, GuardProbe } from './guard-probe.ts';
import { LOCAL_CIRCUMSTANCES, type Circumstances } from '../observe/circumstances.ts';
import { observeDeployment } from './deployment.ts';
import { judge } from '../observe/judge.ts';
import { observeMergedWork } from './merged-work.ts';
import { observe } from '../observe/observe.ts';
import { readerAt } from '../observe/reader-at.ts';
import { readPolicyFile } from '../observe/policy-file.ts';
import { withReleasedNames } from '../observe/released-names.ts';
import type { ObservationFailure, Seen } from '../observe/seen.ts';
import { memoizeMigrationsLookup } from './migrations-lookup.ts';
import { recordsInTree } from '../records/records-in-tree.ts';
import type { Databases, DeployRecords, Observers } from '../ports/index.ts';

export interface GuardRequest {
  /** The commit that is about to be deployed: a branch, a tag or an id. */
  readonly head: string;
  /** Where it is about to be deployed; `undefined`: whether it may be deployed at all is asked. */
  readonly environment?: string | undefined;
  /** Which of the services that the policy names; `undefined`: the first. */
  readonly service?: string | undefined;
  readonly loadParsers: () => Promise<Parsers>;
  /** What is asked besides the policy, in the order in which it is told. */
  readonly probes?: readonly GuardProbe[] | undefined;
  /** Left out: no database is looked at. */
  readonly databases?: Databases | undefined;
  /** Where the policy of the commit keeps the deploy records; left out: in the files of the commit, and the log is not read. */
  readonly records?: ((policy: Policy, commit: string) => Promise<DeployRecords>) | undefined;
}

export interface GuardRun {
  readonly kind: 'ran';
  readonly report: Report;
  readonly seen: Seen;
  readonly record: 'present' | 'absent' | 'unreadable';
  /** What was judged as a change; `undefined` when only the tree could be. */
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** What the probes answered, in their order. */
  readonly others: readonly GuardCheck[];
}

/** Something is about to be deployed where the policy knows no place for it; `problem` names what it knows. */
export interface UnknownTarget {
  readonly kind: 'unknown-place';
  readonly problem: string;
}

/**
 * Every policy check at stage `deploy`, on what would newly reach production: from the recorded
 * `last_good_sha` to `head`, and the record itself. Without a usable record, on the tree of `head`.
 *
 * The policy is the one of `head`, which was judged by its own base when it was merged: judging by
 * the released one would mean that a policy could only ever change after a deploy it still forbids.
 * One that came past every pull request is a finding itself, by `policy/self-protect`.
 */
export async function guard(
  request: GuardRequest,
  observers: Observers,
): Promise<GuardRun | ObservationFailure | UnknownTarget> {
  const { head, environment, loadParsers } = request;
  const { git } = observers;
  if (git === undefined)
    return { kind: 'failed', problem: 'The guard judges commits. Run it inside a git repository.' };
  const commit = await git.resolve(head);
  if (!commit.known)
    return { kind: 'failed', problem: `The commit ${head} cannot be found because ${commit.reason}.` };
  const record = await recordOf(commit.value, request, observers);
  if (record.kind === 'unknown-place') return record;
  const { records } = record;
  const isReleased = record.sha !== undefined && (await isAncestor(record.sha, commit.value, observers));
  const seen = await observe(
    {
      focus: { kind: isReleased ? 'release' : 'tree' },
      base: isReleased ? record.sha : undefined,
      head: commit.value,
      policyFrom: 'head',
      branch: undefined,
      compare: 'merge-base',
      circumstances: await circumstancesOf({ environment, commit: commit.value }, observers),
      record: record.path,
    },
    observers,
  );
  if (seen.kind !== 'seen') return seen;
  const merged = await withMergedWork(seen, observers);
  const released = await withReleasedNames(merged, { loadParsers, git });
  const lastGood = isReleased ? record.sha : undefined;
  const about = {
    policy: seen.policy,
    commit: commit.value,
    lastGood,
    environment,
    seen: released,
    observers,
    records,
  };
  return {
    kind: 'ran',
    ...(await askedOf({ ...about, migrations: memoizeMigrationsLookup(about, request) }, request)),
    seen: released,
    record: record.state,
    range: lastGood === undefined ? undefined : { from: lastGood, to: commit.value },
  };
}

async function askedOf(
  release: ReleaseContext,
  { loadParsers, probes = [] }: Pick<GuardRequest, 'loadParsers' | 'probes'>,
): Promise<Pick<GuardRun, 'report' | 'others'>> {
  const [report, others] = await Promise.all([
    judge(release.seen, { stage: 'deploy', loadParsers }),
    Promise.all(probes.map((probe) => probe(release))),
  ]);
  return { report, others: others.flat() };
}

async function withMergedWork(seen: Seen, { forge }: Observers): Promise<Seen> {
  if (seen.observations.focus.kind !== 'release') return seen;
  const merged = await observeMergedWork(seen.policy, seen.observations, forge);
  return { ...seen, observations: { ...seen.observations, merged } };
}

async function circumstancesOf(
  { environment, commit }: { readonly environment: string | undefined; readonly commit: string },
  observers: Observers,
): Promise<Circumstances> {
  const ofRelease = {
    ...LOCAL_CIRCUMSTANCES,
    labels: unobserved('a release has no labels of its own'),
    author: unobserved('a release has many authors'),
  };
  return environment === undefined
    ? ofRelease
    : { ...ofRelease, ...(await observeDeployment({ environment, commit }, observers)) };
}

interface RecordState {
  readonly kind: 'record';
  /** `undefined`: no policy says where it is. */
  readonly path: string | undefined;
  readonly state: GuardRun['record'];
  readonly sha: string | undefined;
  readonly records: DeployRecords;
}

/** What is recorded, where the policy of the commit keeps it. */
async function recordOf(
  commit: string,
  request: GuardRequest,
  observers: Observers,
): Promise<RecordState | UnknownTarget> {
  const file = await readPolicyFile(readerAt(commit, observers));
  const inTree = withoutLogs(commit, observers);
  if (file.kind !== 'policy')
    return { kind: 'record', path: undefined, state: 'absent', sha: undefined, records: inTree };
  const found = releasePlace(file.policy, request);
  if (found.kind === 'unknown') return { kind: 'unknown-place', problem: found.problem };
  const { path } = found.place;
  const records = (await request.records?.(file.policy, commit)) ?? inTree;
  return { kind: 'record', path, records, ...recordIn(path, await records.read(path)) };
}

function recordIn(path: string, content: Known<FileContent>): Pick<RecordState, 'state' | 'sha'> {
  if (!content.known) return { state: 'unreadable', sha: undefined };
  const reading = readDeployRecord(path, content.value);
  if (reading.kind === 'absent') return { state: 'absent', sha: undefined };
  if (reading.kind === 'unreadable' || reading.problems.length > 0)
    return { state: 'unreadable', sha: undefined };
  return { state: 'present', sha: reading.lastGoodSha?.value };
}

function withoutLogs(commit: string, observers: Observers): DeployRecords {
  const notAsked = () => Promise.resolve(unobserved('it was not asked for'));
  const bytes = { since: notAsked, end: notAsked, digest: notAsked, sha256: () => '' };
  const logs = {
    ...bytes,
    history: { versions: notAsked, beside: notAsked, isBefore: notAsked },
    signers: undefined,
  };
  return recordsInTree(commit, { observers, logs });
}

async function isAncestor(sha: string, head: string, { git }: Observers): Promise<boolean> {
  const relation = await git?.relation(sha, head);
  return relation?.known === true && relation.value === 'ancestor';
}
