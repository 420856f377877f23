import type { DeployPlace } from '../../policy/record-places.ts';
import { deploysTo } from '../audit-log/deploys-in-log.ts';
import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { blockedCommits, placeState } from '../promotion/place-state.ts';
import { refused, type RollbackReason } from './rollback-reason.ts';

/** A commit that ran in a place and was proved healthy there. */
export interface GoodDeploy {
  readonly commit: string;
  /** When it was deployed there last. */
  readonly at: string;
}

/**
 * What a rollback may go back to, the newest first: what was deployed to the place and proved healthy. A deploy that never
 * started or failed is none; nor is one that a rollback took out since, that is blocked, or that is held off the place.
 *
 * @param first the first service of the policy
 */
export function goodDeploys(
  entries: readonly LogEntry[],
  place: DeployPlace,
  first: string | undefined,
): readonly GoodDeploy[] {
  const banned = bannedCommits(entries, place, first);
  const found = new Map<string, GoodDeploy>();
  for (const { entry, sha } of deploysTo(entries, place, first)) {
    const left = dataOf('SYSTEM_CORRECTION', entry);
    if (left !== undefined && left.from_sha !== sha) found.delete(left.from_sha);
    // Whatever is put in again stands last.
    found.delete(sha);
    found.set(sha, { commit: sha, at: entry.ts });
  }
  return [...found.values()].filter(({ commit }) => !banned.has(commit)).toReversed();
}

/** Commits that may not be deployed to a place: they are blocked, or held off it. */
export function bannedCommits(
  entries: readonly LogEntry[],
  { environment, service }: DeployPlace,
  first: string | undefined,
): ReadonlySet<string> {
  const { heldCommits } = placeState(entries, { environment, service: service ?? first ?? '' });
  return new Set([...blockedCommits(entries).keys(), ...heldCommits.keys()]);
}

export type ChosenTarget =
  | { readonly kind: 'chosen'; readonly current: string; readonly target: string }
  | { readonly kind: 'none'; readonly reason: RollbackReason };

interface Choice {
  /** Full id of what somebody names; `undefined`: the last good one before. */
  readonly asked: string | undefined;
  /** What runs now; `undefined`: nothing is known to. */
  readonly current: string | undefined;
  /** The newest first. */
  readonly good: readonly GoodDeploy[];
  readonly banned: ReadonlySet<string>;
}

/** What a rollback goes back to: never to what runs now, nor to what was never well. */
export function chooseTarget({ asked, current, good, banned }: Choice): ChosenTarget {
  if (current === undefined)
    return none(
      refused('nothing-deployed', {
        why: 'No deploy is recorded, so nothing is known that could be rolled back.',
        lift: 'Deploy a commit and record it with `lockkeeper record deploy`.',
      }),
    );
  const commit = asked ?? good.find((deploy) => deploy.commit !== current)?.commit;
  if (commit === undefined)
    return none(
      refused('no-earlier-deploy', {
        why: 'The log knows no earlier deploy that was well.',
        where: current,
        lift: 'Roll forward: mend it, and promote the mended commit.',
      }),
    );
  if (commit === current)
    return none(
      refused('target-is-current', {
        why: `${short(commit)} runs already: a rollback to it changes nothing.`,
        where: commit,
        lift: 'Name an earlier deploy, or roll forward.',
      }),
    );
  const reason = whyNot(commit, { good, banned });
  return reason === undefined ? { kind: 'chosen', current, target: commit } : none(reason);
}

function whyNot(
  commit: string,
  { good, banned }: Pick<Choice, 'good' | 'banned'>,
): RollbackReason | undefined {
  if (banned.has(commit))
    return refused('target-blocked', {
      why: `${short(commit)} is blocked, or held off this environment.`,
      where: commit,
      lift: 'Lift the block with `lockkeeper release`, or name another deploy.',
    });
  if (good.some((deploy) => deploy.commit === commit)) return undefined;
  return refused('target-never-good', {
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
