import type { DeployPlace } from '../../policy/record-places.ts';
import { deploysTo } from '../audit-log/deploys-in-log.ts';
import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { blockedCommits, placeState } from '../promotion/place-state.ts';
import { rollbackRefused, type RollbackReason } from './rollback-reason.ts';

/** A commit that ran in a place and was proved healthy there. */
export interface EarlierDeploy {
  readonly commit: string;
  /** When it was deployed there last. */
  readonly at: string;
  /** Why no rollback goes back to it, as a clause; `undefined`: nothing that the log says stands against that. */
  readonly against: string | undefined;
}

/** One place in a log. */
export interface PlaceInLog {
  readonly entries: readonly LogEntry[];
  readonly place: DeployPlace;
  /** The first service of the policy. */
  readonly first: string | undefined;
}

/**
 * What was deployed to a place and proved healthy, the newest first, each commit once. A deploy that never started or failed
 * is none. A rollback goes back to none that one took out since, that is blocked, or that is held off the place.
 */
export function earlierDeploys(log: PlaceInLog): readonly EarlierDeploy[] {
  const banned = bannedCommits(log);
  const found = new Map<string, EarlierDeploy>();
  for (const { entry, sha } of deploysTo(log.entries, log.place, log.first)) {
    const left = dataOf('SYSTEM_CORRECTION', entry);
    const before = left === undefined || left.from_sha === sha ? undefined : found.get(left.from_sha);
    if (before !== undefined)
      found.set(before.commit, { ...before, against: 'a rollback took it out since' });
    // Whatever is put in again stands last.
    found.delete(sha);
    found.set(sha, { commit: sha, at: entry.ts, against: undefined });
  }
  return [...found.values()]
    .map((deploy) => ({ ...deploy, against: banned.get(deploy.commit) ?? deploy.against }))
    .toReversed();
}

/** Commits that may not be deployed to a place, and why, as a clause: they are blocked, or held off it. */
function bannedCommits({
  entries,
  place: { environment, service },
  first,
}: PlaceInLog): ReadonlyMap<string, string> {
  const { heldCommits } = placeState(entries, { environment, service: service ?? first ?? '' });
  return new Map([
    ...Array.from(
      heldCommits,
      ([commit, reason]) => [commit, `it is held back there until somebody releases it: ${reason}`] as const,
    ),
    ...Array.from(
      blockedCommits(entries),
      ([commit, reason]) => [commit, `it is blocked everywhere: ${reason}`] as const,
    ),
  ]);
}

export type ChosenTarget =
  | { readonly kind: 'chosen'; readonly current: string; readonly target: string }
  | { readonly kind: 'none'; readonly reason: RollbackReason };

interface Choice extends PlaceInLog {
  /** Full id of what somebody names; `undefined`: the last good one before. */
  readonly asked: string | undefined;
  /** What runs now; `undefined`: nothing is known to. */
  readonly current: string | undefined;
  /** The newest first. */
  readonly good: readonly Pick<EarlierDeploy, 'commit'>[];
}

/** What a rollback goes back to: never to what runs now, nor to what was never well. */
export function chooseTarget({ asked, current, good, ...log }: Choice): ChosenTarget {
  if (current === undefined)
    return none(
      rollbackRefused('nothing-deployed', {
        why: 'No deploy is recorded, so nothing is known that could be rolled back.',
        lift: 'Deploy a commit and record it with `lockkeeper record deploy`.',
      }),
    );
  const commit = asked ?? good.find((deploy) => deploy.commit !== current)?.commit;
  if (commit === undefined)
    return none(
      rollbackRefused('no-earlier-deploy', {
        why: 'The log knows no earlier deploy that was well.',
        where: current,
        lift: 'Roll forward: fix it, and promote the fix.',
      }),
    );
  if (commit === current)
    return none(
      rollbackRefused('target-is-current', {
        why: `${short(commit)} runs already: a rollback to it changes nothing.`,
        where: commit,
        lift: 'Name an earlier deploy, or roll forward.',
      }),
    );
  const reason = whyNot(commit, { good, ...log });
  return reason === undefined ? { kind: 'chosen', current, target: commit } : none(reason);
}

function whyNot(
  commit: string,
  { good, ...log }: Pick<Choice, 'good'> & PlaceInLog,
): RollbackReason | undefined {
  if (bannedCommits(log).has(commit))
    return rollbackRefused('target-blocked', {
      why: `${short(commit)} is blocked, or held off this environment.`,
      where: commit,
      lift: 'Lift the block with `lockkeeper release`, or name another deploy.',
    });
  if (good.some((deploy) => deploy.commit === commit)) return undefined;
  return rollbackRefused('target-never-good', {
    why: `The log has no deploy of ${short(commit)} that was well here and stayed so.`,
    where: commit,
    lift: 'Name a commit that ran here and was healthy, or promote this one.',
  });
}

function none(reason: RollbackReason): ChosenTarget {
  return { kind: 'none', reason };
}

function short(commit: string): string {
  return commit.slice(0, 8);
}
