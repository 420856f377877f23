import { counted } from '../../engine/tally.ts';
import { shortenedData } from '../../model/shortened-text.ts';
import type { LatchReason } from '../state/update-state.ts';

/** Why nothing is updated, by id, with what each sentence is made of. */
interface ReasonData {
  'switched-off': object;
  /** A person wished it. */
  paused: { readonly at: string };
  disabled: { readonly reason: Latch; readonly at: string };
  'attempts-spent': { readonly spent: number; readonly most: number };
  'failures-spent': { readonly spent: number; readonly most: number };
  waiting: { readonly failures: number; readonly minutes: number; readonly until: string };
  /** Nobody could tell whether a new version is well. */
  'health-unset': object;
  'outside-window': { readonly windows: readonly string[] };
  /** Something could not be looked at. */
  unknown: { readonly what: string; readonly why: string };
  'not-in-channel': { readonly target: string; readonly channel: string };
  'not-newer': { readonly target: string; readonly than: string };
  'not-ahead': { readonly target: string; readonly running: string };
  blocked: { readonly target: string; readonly at: string; readonly why: string };
  'not-in-cohort': {
    readonly target: string;
    readonly percent: number;
    readonly host: string;
    /** `null`: it never comes by this rollout. */
    readonly turn: string | null;
  };
  'tree-dirty': { readonly files: readonly string[] };
  'tree-ahead': { readonly commits: number };
  'tree-diverged': { readonly ahead: number; readonly behind: number };
  /** What it needs is not what is installed. */
  'deps-changed': { readonly files: readonly string[] };
  'deps-unlocked': { readonly path: string; readonly why: string };
  /** The service touches the file whenever it has saved. */
  'save-missing': { readonly path: string };
  'save-too-old': { readonly minutes: number; readonly most: number };
  'save-in-future': { readonly minutes: number };
  /** Nobody would restart it. */
  unmanaged: { readonly why: string };
}

export type ReasonId = keyof ReasonData;

export type UpdateReason = {
  readonly [Id in ReasonId]: { readonly id: Id; readonly data: ReasonData[Id] };
}[ReasonId];

type Latch = Exclude<LatchReason, 'paused'>;

const LATCHES: Readonly<Record<Latch, string>> = {
  'too-many-failures': 'too many updates failed',
  'rollback-failed': 'a rollback failed',
  'interrupted-too-often': 'an update was interrupted too often',
};

const TEXTS: { readonly [Id in ReasonId]: (data: ReasonData[Id]) => string } = {
  'switched-off': () => 'Updates are switched off here. Set enabled = true or BOT_AUTO_UPDATE=1.',
  paused: ({ at }) => `Updates are paused since ${at}. Run lockkeeper update resume.`,
  disabled: ({ reason, at }) =>
    `Updates are disabled since ${at}: ${LATCHES[reason]}. Find the cause, then run lockkeeper update enable --ack.`,
  'attempts-spent': ({ spent, most }) =>
    `${spent} of ${most} attempts of today are spent. Wait for the next day, or raise max_attempts_per_day.`,
  'failures-spent': ({ spent, most }) =>
    `${spent} of ${most} failures of today are spent. Find the cause before the next day.`,
  waiting: ({ failures, minutes, until }) =>
    `The last ${failures === 1 ? 'update' : `${failures} updates`} failed, as lockkeeper update history says, so the next one waits for ${counted(minutes, 'minute')}, until ${until}. Wait, or find the cause and run lockkeeper update enable --ack.`,
  'health-unset': () => 'No health check is set, so nothing is applied. Set update.health_url.',
  'outside-window': ({ windows }) =>
    `No update window is open. Wait for ${windows.join(' or ')}, or change update.windows.`,
  unknown: ({ what, why }) => `Lockkeeper cannot determine ${what}: ${why}. Repair that first.`,
  'not-in-channel': ({ target, channel }) =>
    `${target} does not belong to channel ${channel}. Tag releases as vX.Y.Z.`,
  'not-newer': ({ target, than }) => `${target} is not newer than ${than}. Wait for a newer release.`,
  'not-ahead': ({ target, running }) =>
    `${target} does not follow ${running}, which runs here. Merge ${running} into it, or install a version of a new history by hand.`,
  blocked: ({ target, at, why }) =>
    `${target} failed here on ${at}: ${why}. Release a newer one, or run lockkeeper update enable --ack.`,
  'not-in-cohort': ({ target, percent, host, turn }) =>
    `${target} is rolled out to ${percent} % of the hosts. The turn of this host, ${host}, ${turn === null ? 'never comes by this rollout: wait for a newer version' : `comes at ${turn}`}.`,
  'tree-dirty': ({ files }) =>
    `The working tree has ${counted(files.length, 'changed file')}: ${firstOf(files)}. Commit or remove ${themOf(files.length)}.`,
  'tree-ahead': ({ commits }) =>
    `The working tree has ${counted(commits, 'commit')} of its own. Push or remove ${themOf(commits)}.`,
  'tree-diverged': ({ ahead, behind }) =>
    `The working tree has diverged: ${ahead} ahead, ${behind} behind. Check out a release.`,
  'deps-changed': ({ files: [first = '', ...others] }) =>
    `Its dependencies changed: ${first}${others.length === 0 ? '' : ` and ${others.length} more`}. Install them and the version by hand, or set update.deps_policy.`,
  'deps-unlocked': ({ path, why }) =>
    `${path} does not lock every dependency: ${why}. Pin each by hash, and release a newer version.`,
  'save-missing': ({ path }) =>
    `The service never touched ${path}, as it must whenever it has saved. Let it save once; where it has nothing to save, set max_save_age_minutes = 0.`,
  'save-too-old': ({ minutes, most }) =>
    `The last save is ${counted(minutes, 'minute')} old, and ${counted(most, 'minute')} ${most === 1 ? 'is' : 'are'} allowed. Let the service save.`,
  'save-in-future': ({ minutes }) =>
    `The last save is ${counted(minutes, 'minute')} in the future. Set the clock of the host.`,
  unmanaged: ({ why }) => `Nothing would restart the service: ${why}.`,
};

function themOf(count: number): string {
  return count === 1 ? 'it' : 'them';
}

/** As many as somebody reads. */
function firstOf(files: readonly string[]): string {
  const more = files.length - MOST_FILES;
  const named = files.slice(0, MOST_FILES).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

const MOST_FILES = 3;

/** What is wrong, then what to do. */
export function updateReasonText(reason: UpdateReason): string {
  return textOf(reason);
}

function textOf<Id extends ReasonId>({
  id,
  data,
}: {
  readonly id: Id;
  readonly data: ReasonData[Id];
}): string {
  return TEXTS[id](shortenedData(data));
}
