import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { readLock, type LockState } from '@lockkeeper/policy-core/deployment/lock';
import { readDeployRecord } from '@lockkeeper/policy-core/deployment/record';
import {
  blockedCommits,
  placeState,
  testsOf,
  triedCommit,
  type CommitRelation,
  type ReleaseSight,
  type TriedPlace,
} from '@lockkeeper/policy-core/deployment/run';

import type { LockPlace } from '../locks/environment-lock.ts';
import { commitOrder } from './commit-order.ts';
import { observePlatform } from './observe-platform.ts';
import type { Git } from '../ports/index.ts';
import type { ReleaseQuestion, ReleaseSources } from './release-question.ts';

/** Looks at all that may stand against a release, at the same time. */
export async function observeRelease(
  question: ReleaseQuestion,
  sources: ReleaseSources,
): Promise<ReleaseSight> {
  const { service, environment, commit, policyDigest } = question;
  const { entries, history, observers } = sources;
  const place = { environment: environment.name, service: service.name };
  const previous = await runningCommit(sources);
  const before = previous.known ? previous.value : null;
  const [tree, branch, relation, tried, guard, checks, tags, lock, platform, makers, wayBack] =
    await Promise.all([
      history.tree(commit),
      branchState(question, sources),
      relationOf(previous, commit, observers.git),
      triedPlace(question, sources),
      sources.guard(before),
      environment.requires.checks.length === 0
        ? observed([])
        : (observers.forge?.checksOf(commit) ?? unobserved('the forge was not asked')),
      environment.requires.tag === undefined ? observed([]) : history.tags(commit, sources.signers),
      lockState(sources.lock),
      observePlatform(question, sources),
      sources.makers(before),
      sources.wayBack(before),
    ]);
  if (!tree.known) throw new Error(`The commit ${commit} is not here: ${tree.reason}.`);
  return {
    place,
    policy: { ...environment, equality: service.equality, digest: policyDigest },
    commit: { sha: commit, tree: tree.value, branch },
    previous,
    relation,
    state: placeState(entries, place),
    blocked: blockedCommits(entries),
    tried,
    guard,
    checks,
    tests: testsOf(entries, commit),
    tags,
    lock,
    ...platform,
    makers,
    wayBack,
    now: observers.clock.now(),
  };
}

/** By the record; where there is none, by what the platform says. */
async function runningCommit({ records, record, driver }: ReleaseSources): Promise<Known<string | null>> {
  const content = await records.read(record);
  if (!content.known) return content;
  const reading = readDeployRecord(record, content.value);
  if (reading.kind === 'unreadable') return unobserved(`the record cannot be read: ${reading.problem}`);
  if (reading.kind === 'read')
    return reading.lastGoodSha === undefined
      ? unobserved('the record names no commit')
      : observed(reading.lastGoodSha.value);
  const current = await driver.current();
  // A platform that cannot say what runs, and no record: nothing was deployed by anybody who writes one.
  return current.known ? observed(current.value?.commit ?? null) : observed(null);
}

const STANDING: Readonly<Record<CommitRelation, 'on' | 'ahead' | 'apart'>> = {
  same: 'on',
  earlier: 'on',
  later: 'ahead',
  apart: 'apart',
};

async function branchState(
  { branch, commit }: ReleaseQuestion,
  { branches, observers }: ReleaseSources,
): Promise<ReleaseSight['commit']['branch']> {
  if (branch === undefined) return undefined;
  const tip = await branches.tip(branch.name);
  if (!tip.known) return tip;
  if (tip.value === null) return unobserved(`${branch.remote} has no branch ${branch.name}`);
  const order = await commitOrder(observers.git, commit, tip.value);
  return order.known ? observed({ ...branch, tip: tip.value, is: STANDING[order.value] }) : order;
}

async function relationOf(
  previous: Known<string | null>,
  commit: string,
  git: Git | undefined,
): Promise<Known<CommitRelation | null>> {
  if (!previous.known) return previous;
  return previous.value === null ? observed(null) : await commitOrder(git, previous.value, commit);
}

async function triedPlace(
  question: ReleaseQuestion,
  { entries, history, stillWell }: ReleaseSources,
): Promise<TriedPlace | undefined> {
  const { service, environment, commit, isNamed } = question;
  const { promoteFrom } = environment;
  if (promoteFrom === undefined) return undefined;
  const { ready: all } = placeState(entries, { environment: promoteFrom, service: service.name });
  const tree = service.equality === 'tree' ? await history.tree(commit) : undefined;
  const { ready, newer } = triedCommit(all, { commit, tree: tree?.known === true ? tree.value : undefined });
  const isReady = ready !== undefined && ready.revoked === undefined;
  return {
    environment: promoteFrom,
    ready,
    newer: isNamed ? undefined : newer,
    soakMs: service.environments.find(({ name }) => name === promoteFrom)?.soakMs ?? 0,
    stillWell: isReady ? await stillWell(ready) : undefined,
  };
}

async function lockState({ register }: LockPlace): Promise<Known<LockState>> {
  try {
    return observed(readLock((await register.read()).text));
  } catch {
    return unobserved('the lock cannot be reached');
  }
}
