import { freezeText, frozenBy } from '../../deployment/promotion/freeze-window.ts';
import type { CommitRelation } from '../../deployment/promotion/promotion-sight.ts';
import type { Known } from '../../model/known.ts';
import { freezeWindows } from '../../policy/freeze-windows.ts';
import type { FreezeWindow } from '../../policy/service-policy.ts';
import type { UpdateSettings } from '../config/update-schema.ts';
import { isNewerRelease, isRelease } from '../state/release-order.ts';
import { advanceClock, type ClockReading } from '../state/trusted-clock.ts';
import { spentToday, type UpdateState } from '../state/update-state.ts';
import type { VersionFile } from '../state/version-file.ts';
import { isInCohort, rolledOut, turnOf } from './rollout.ts';
import { dependencyReason, type DependencySight } from './dependencies.ts';
import type { UpdateReason } from './update-reason.ts';
import type { UpdateTarget } from './update-target.ts';

/** What a host knows of itself, without asking anybody. */
export interface HostSight {
  readonly settings: UpdateSettings;
  readonly state: UpdateState;
  readonly now: ClockReading;
  /** Whether the run would switch and restart as well: what is only laid ready needs no window. */
  readonly applies: boolean;
  /** Whether it makes a version ready, which is what an attempt is; one that is ready was counted then. */
  readonly isAttempt: boolean;
}

/** Why this host updates nothing now, whatever there is; none: it may look for a version. */
export function judgeHost({ settings, state, now, applies, isAttempt }: HostSight): readonly UpdateReason[] {
  const { not_before: until, failure_count: failures } = state;
  const { attempts, failures: failed } = spentToday(state, now);
  const { max_attempts_per_day: mostAttempts, max_failures_per_day: mostFailures } = settings;
  const { at } = advanceClock(state.clock, now);
  const own = reasons([
    ...offReasons({ settings, state }),
    isAttempt &&
      attempts >= mostAttempts && { id: 'attempts-spent', data: { spent: attempts, most: mostAttempts } },
    failed >= mostFailures && { id: 'failures-spent', data: { spent: failed, most: mostFailures } },
    until !== null &&
      at < until && { id: 'waiting', data: { failures, minutes: minutesTo(until, at), until } },
    applies && settings.health_url === undefined && { id: 'health-unset', data: {} },
  ]);
  return applies ? [...own, ...windowReasons({ settings, now })] : own;
}

/** Why this host updates nothing until a person says so, whatever else there is. */
export function offReasons({
  settings,
  state: { disabled },
}: Pick<HostSight, 'settings' | 'state'>): readonly UpdateReason[] {
  return reasons([
    !settings.enabled && { id: 'switched-off', data: {} },
    disabled !== null && latchReason(disabled),
  ]);
}

function latchReason({ reason, at }: NonNullable<UpdateState['disabled']>): UpdateReason {
  return reason === 'paused' ? { id: 'paused', data: { at } } : { id: 'disabled', data: { reason, at } };
}

function minutesTo(until: string, at: string): number {
  return Math.ceil((Date.parse(until) - Date.parse(at)) / MINUTE);
}

/** When updates may be applied; none: at any time. */
export function updateWindows({ windows }: Pick<UpdateSettings, 'windows'>): readonly FreezeWindow[] {
  return (windows ?? []).flatMap(freezeWindows);
}

/** Why nothing may be applied at this time; none: a window is open, or there are none. */
export function windowReasons({
  settings,
  now,
}: Pick<HostSight, 'settings' | 'now'>): readonly UpdateReason[] {
  const open = updateWindows(settings);
  if (open.length === 0 || frozenBy(open, now.wall) !== undefined) return [];
  return [{ id: 'outside-window', data: { windows: open.map(freezeText) } }];
}

/** A version, and what it would replace. */
export interface TargetSight extends HostSight {
  readonly host: string;
  readonly target: UpdateTarget;
  readonly running: Known<VersionFile>;
  /** What the running commit is to that of the target. */
  readonly relation: Known<CommitRelation>;
  readonly tree: Known<WorkingTree>;
  /** `undefined`: it was not fetched yet. */
  readonly dependencies: DependencySight | undefined;
  /** When the service saved last; `undefined`: it never did. */
  readonly savedAt: Known<string | undefined>;
  /** Where the state of the profile lies, such as `bot_persistence/live/meta`. */
  readonly metaPath: string;
}

/** The checkout that the service runs from, beside what its branch is upstream. */
export interface WorkingTree {
  /** Paths that are changed, staged, not tracked, or of a submodule that is elsewhere. */
  readonly changed: readonly string[];
  readonly ahead: number;
  readonly behind: number;
}

/** Why this version does not come onto this host now; none: it may be fetched. What could not be looked at is a reason. */
export function judgeTarget(sight: TargetSight): readonly UpdateReason[] {
  const { tree, settings, dependencies } = sight;
  return reasons([
    channelReason(sight),
    ...orderReasons(sight),
    blockReason(sight),
    cohortReason(sight),
    (dependencies && dependencyReason(settings, dependencies)) ?? false,
    tree.known ? treeReason(tree.value) : unknown('whether the working tree is clean', tree),
    saveReason(sight),
  ]);
}

/** A target by the name that people know it by. */
function nameOf({ version, commit }: Pick<UpdateTarget, 'version' | 'commit'>): string {
  return version ?? commit.slice(0, 12);
}

function channelReason({ target, settings: { channel } }: TargetSight): UpdateReason | false {
  const belongs = channel === 'main' ? target.version === null : isRelease(target.version ?? '');
  return !belongs && { id: 'not-in-channel', data: { target: nameOf(target), channel } };
}

/**
 * Newer than what runs, and than everything that ever ran; and it follows what runs: with the key that signs the releases of
 * two programs, one could be given out as the other. A new number for what runs is newer as well.
 */
function orderReasons({ target, running, relation }: TargetSight): readonly (UpdateReason | false)[] {
  if (!running.known) return [unknown('which version runs', running)];
  const { floor } = running.value;
  const { version } = target;
  const numbers = [running.value.version, floor].filter((one) => one !== null);
  const comparable = version !== null && isRelease(version);
  const than = comparable ? numbers.find((one) => !isNewerRelease(version, one)) : undefined;
  if (than !== undefined) return [{ id: 'not-newer', data: { target: nameOf(target), than } }];
  const isRenamed =
    comparable && running.value.version !== null && relation.known && relation.value === 'same';
  return [!isRenamed && followingReason(target, { running: running.value, relation })];
}

function followingReason(
  target: UpdateTarget,
  { running, relation }: { readonly running: VersionFile; readonly relation: Known<CommitRelation> },
): UpdateReason | false {
  if (!relation.known) return unknown('whether it follows what runs', relation);
  if (relation.value === 'earlier') return false;
  if (relation.value === 'same')
    return { id: 'not-newer', data: { target: nameOf(target), than: nameOf(running) } };
  return { id: 'not-ahead', data: { target: nameOf(target), running: nameOf(running) } };
}

function blockReason({ target, state }: TargetSight): UpdateReason | false {
  const found = state.blocked.find(
    ({ version, commit }) => commit === target.commit || (version !== null && version === target.version),
  );
  return (
    found !== undefined && {
      id: 'blocked',
      data: { target: nameOf(target), at: found.at, why: found.why },
    }
  );
}

function cohortReason({ target, settings, host, now: { wall } }: TargetSight): UpdateReason | false {
  const { canaries = [], wariness } = settings;
  const one = { id: host, canaries, wariness };
  if (isInCohort(one, target, wall)) return false;
  const percent = rolledOut(target, wall) / 100;
  return {
    id: 'not-in-cohort',
    data: { target: nameOf(target), percent, host, turn: turnOf(one, target) },
  };
}

function treeReason({ changed, ahead, behind }: WorkingTree): UpdateReason | false {
  if (changed.length > 0) return { id: 'tree-dirty', data: { files: changed } };
  if (ahead > 0 && behind > 0) return { id: 'tree-diverged', data: { ahead, behind } };
  return ahead > 0 && { id: 'tree-ahead', data: { commits: ahead } };
}

const MINUTE = 60_000;

/** A service that saves when it is asked is asked later, and one without data never saves. */
function saveReason({ savedAt: seen, settings, now, metaPath }: TargetSight): UpdateReason | false {
  const { max_save_age_minutes: most, save_command: command } = settings;
  if (most === 0 || command !== undefined) return false;
  if (!seen.known) return unknown('when the service saved last', seen);
  const savedAt = seen.value;
  if (savedAt === undefined) return { id: 'save-missing', data: { path: `${metaPath}/last_save` } };
  const age = (Date.parse(now.wall) - Date.parse(savedAt)) / MINUTE;
  if (Number.isNaN(age)) return unknown('when the service saved last', { reason: `it says ${savedAt}` });
  if (age < 0) return { id: 'save-in-future', data: { minutes: Math.ceil(-age) } };
  return age > most && { id: 'save-too-old', data: { minutes: Math.ceil(age), most } };
}

function unknown(what: string, { reason: why }: { readonly reason: string }): UpdateReason {
  return { id: 'unknown', data: { what, why } };
}

function reasons(found: readonly (UpdateReason | false)[]): readonly UpdateReason[] {
  return found.filter((one) => one !== false);
}
