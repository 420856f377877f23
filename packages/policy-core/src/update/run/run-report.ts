import { nextBeginning } from '../../deployment/promotion/freeze-window.ts';
import type { UpdateSettings } from '../config/update-schema.ts';
import { updateWindows } from '../eligibility/judge-update.ts';
import { DISABLED_CODE, tellsDisabled, type Banner } from '../state/banner.ts';
import { stateText } from '../state/state-file.ts';
import type { InstalledVersion, UpdateResult } from '../state/state-forms.ts';
import type { ClockReading } from '../state/trusted-clock.ts';
import { runEnded, type FailureLimits, type UpdateState } from '../state/update-state.ts';
import { afterAttempt, type VersionFile } from '../state/version-file.ts';
import { alertLevel, isOver, loudCode, runEnd, type AlertLevel } from './run-end.ts';
import { withProfile } from './profile-command.ts';
import type { LoggedUpdate } from './update-journal.ts';

export interface ReportSight {
  readonly run: Pick<LoggedUpdate, 'plan' | 'state' | 'from' | 'target'>;
  /** `undefined`: nothing was ever written. */
  readonly version: VersionFile | undefined;
  readonly state: UpdateState;
  readonly now: ClockReading;
  readonly limits: FailureLimits;
  /** Of an earlier run; `undefined`: there is none, or it cannot be read. */
  readonly banner: Pick<Banner, 'code' | 'level'> | undefined;
  readonly settings: Pick<UpdateSettings, 'windows'>;
  /** Its name, for commands in messages. */
  readonly profile: string;
}

/** How a run ended, and the whole text of each file that says so. */
export interface RunReport {
  readonly result: UpdateResult;
  readonly level: AlertLevel;
  /** What people read. */
  readonly title: string;
  /** A clause; `null` where nothing went wrong. */
  readonly why: string | null;
  readonly state: string;
  /** `undefined`: it stays as it is. */
  readonly version: string | undefined;
  /** `undefined`: it stays as it is. What was skipped takes an earlier message away only where that is out of date. */
  readonly banner: string | undefined;
  readonly metrics: string;
}

/** The same whenever it is made again, but for times. */
export function runReport(sight: ReportSight): RunReport {
  const { run, version, state, now, limits } = sight;
  const end = runEnd(run.plan, run.state, run.target);
  const { result, why } = end;
  const level = alertLevel(result, run.state);
  const after = runEnded(state, { end, now }, limits);
  const attempted = attemptedVersion(sight, { result, why });
  const title = withProfile(titleOf(result, run), sight.profile);
  const told = { level, why, title, disabled: after.disabled };
  return {
    result,
    level,
    title,
    why,
    state: stateText(after),
    version: attempted && stateText(attempted),
    banner: mayStay(sight, { result, level }) ? undefined : bannerText(sight, result, told),
    metrics: metricsText(after, attempted ?? version),
  };
}

function mayStay(
  { run, state: { disabled }, banner }: Pick<ReportSight, 'run' | 'state' | 'banner'>,
  { result, level }: Pick<RunReport, 'result' | 'level'>,
): boolean {
  if (result !== 'skipped') return false;
  // It says what to do first: whatever else is wrong may come of it.
  const isLatched = disabled !== null && disabled.reason !== 'paused';
  if (isLatched && banner !== undefined && (banner.level === 'critical' || tellsDisabled(banner)))
    return true;
  return level === 'info' && !(banner !== undefined && isOver(banner.code, run.state));
}

/** What was confirmed is written already, and what was skipped was not tried. */
function attemptedVersion(
  { run: { target }, version, now }: ReportSight,
  { result, why }: Pick<RunReport, 'result' | 'why'>,
): VersionFile | undefined {
  if (version === undefined || target === undefined) return undefined;
  if (result === 'updated' || result === 'skipped') return undefined;
  return afterAttempt(version, { ...target, at: now.wall, result, why });
}

function bannerText(
  { run, now, settings, profile }: ReportSight,
  result: UpdateResult,
  { disabled, title, ...told }: Pick<RunReport, 'level' | 'title' | 'why'> & Pick<UpdateState, 'disabled'>,
): string {
  // What somebody paused is no trouble, and goes on without anybody who looks for a cause.
  const isDisabled = disabled !== null && disabled.reason !== 'paused';
  const banner: Banner = {
    schema_version: 1,
    ...told,
    code: codeOf(result, { run, isDisabled }),
    title: isDisabled ? `${title} ${withProfile(DISABLED, profile)}` : title,
    since: now.wall,
    run: run.plan.id,
    version_from: run.from,
    version_to: run.target ?? null,
    next_window: disabled !== null ? null : (nextBeginning(updateWindows(settings), now.wall) ?? null),
  };
  return stateText(banner);
}

/** Of what is suspect, by what name it is refused. */
function codeOf(
  result: UpdateResult,
  { run, isDisabled }: Pick<ReportSight, 'run'> & { readonly isDisabled: boolean },
): string {
  if (result === 'skipped') return loudCode(run.state) ?? run.state.failure?.reasons[0]?.code ?? result;
  return isDisabled ? `${result}${DISABLED_CODE}` : result;
}

const DISABLED = 'Updates are disabled. Find the cause, then run lockkeeper update enable --ack.';

type Versions = Pick<LoggedUpdate, 'from' | 'target'>;

function titleOf(result: UpdateResult, { from, target }: Versions): string {
  return TITLES[result]({
    from: from === null ? 'an unknown version' : nameOf(from),
    to: target === undefined ? 'a new version' : nameOf(target),
  });
}

const TITLES: Readonly<Record<UpdateResult, (names: { from: string; to: string }) => string>> = {
  updated: ({ from, to }) => `Updated from ${from} to ${to}.`,
  staged: ({ to }) => `${to} is ready. Run lockkeeper update apply.`,
  skipped: ({ from }) => `No update of ${from}.`,
  failed: ({ from, to }) => `The update to ${to} failed. ${from} was not touched.`,
  'rolled-back': ({ from, to }) => `${to} was rolled back. ${from} runs again.`,
  'rollback-failed': ({ from, to }) => `The rollback from ${to} to ${from} failed. Look at the service now.`,
  'given-up': ({ to }) => `The update to ${to} was interrupted too often. Look at the host.`,
};

function nameOf({ version, commit }: InstalledVersion): string {
  return version ?? commit.slice(0, 12);
}

/** Text for the file collector of Prometheus. */
function metricsText(state: UpdateState, version: InstalledVersion | undefined): string {
  const { last_run: run, failure_count: failures, disabled, today } = state;
  const named = version === undefined ? '' : `version="${version.version ?? ''}",commit="${version.commit}"`;
  return [
    ...metric('info', `{${named}} 1`),
    ...(run === null
      ? []
      : [
          ...metric('last_run_timestamp_seconds', ` ${Date.parse(run.at) / 1000}`),
          ...metric('last_run_result', `{result="${run.result ?? 'none'}"} 1`),
        ]),
    ...metric('failures_in_row', ` ${failures}`),
    ...metric('attempts_today', ` ${today?.attempts ?? 0}`),
    ...metric('disabled', ` ${disabled === null ? 0 : 1}`),
    '',
  ].join('\n');
}

function metric(name: string, sample: string): readonly string[] {
  return [`# TYPE lockkeeper_update_${name} gauge`, `lockkeeper_update_${name}${sample}`];
}
