import type { DeployPlace } from '../../policy/record-places.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { deploysTo } from '../audit-log/deploys-in-log.ts';
import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
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

/** Commits that may not be deployed to a place. */
export function bannedCommits(
  entries: readonly LogEntry[],
  { environment, service }: DeployPlace,
  first: string | undefined,
): ReadonlySet<string> {
  const [blocked, held] = [new Set<string>(), new Set<string>()];
  for (const entry of entries) {
    const block = dataOf('commit.blocked', entry);
    if (block !== undefined) blocked.add(block.sha);
    const unblock = dataOf('commit.unblocked', entry);
    if (unblock !== undefined) blocked.delete(unblock.sha);
    if (entry.env === undefined || !isSameEnvironment(entry.env, environment)) continue;
    const hold = dataOf('environment.held', entry);
    if (isOf(hold, service ?? first) && hold.sha !== null) held.add(hold.sha);
    if (isOf(dataOf('environment.released', entry), service ?? first)) held.clear();
  }
  return new Set([...blocked, ...held]);
}

function isOf<Said extends { readonly service: string }>(
  said: Said | undefined,
  service: string | undefined,
): said is Said {
  return said !== undefined && (service === undefined || said.service === service);
}

export type ChosenTarget =
  | { readonly kind: 'chosen'; readonly commit: string }
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
        text: 'No deploy is recorded, so nothing is known that could be rolled back.',
        lifted_by: 'Deploy a commit and record it with `lockkeeper record deploy`.',
      }),
    );
  const commit = asked ?? good.find((deploy) => deploy.commit !== current)?.commit;
  if (commit === undefined)
    return none(
      refused('no-earlier-deploy', {
        text: 'The log knows no earlier deploy that was well.',
        where: current,
        lifted_by: 'Roll forward: mend it, and promote the mended commit.',
      }),
    );
  if (commit === current)
    return none(
      refused('target-is-current', {
        text: `${short(commit)} runs already: a rollback to it changes nothing.`,
        where: commit,
        lifted_by: 'Name an earlier deploy, or roll forward.',
      }),
    );
  const reason = whyNot(commit, { good, banned });
  return reason === undefined ? { kind: 'chosen', commit } : none(reason);
}

function whyNot(
  commit: string,
  { good, banned }: Pick<Choice, 'good' | 'banned'>,
): RollbackReason | undefined {
  if (banned.has(commit))
    return refused('target-blocked', {
      text: `${short(commit)} is blocked, or held off this environment.`,
      where: commit,
      lifted_by: 'Lift the block with `lockkeeper release`, or name another deploy.',
    });
  if (good.some((deploy) => deploy.commit === commit)) return undefined;
  return refused('target-never-good', {
    text: `The log has no deploy of ${short(commit)} that was well here and stayed so.`,
    where: commit,
    lifted_by: 'Name a commit that ran here and was healthy, or promote this one.',
  });
}

function none(reason: RollbackReason): ChosenTarget {
  return { kind: 'none', reason };
}

function short(commit: string): string {
  return commit.slice(0, 8);
}
