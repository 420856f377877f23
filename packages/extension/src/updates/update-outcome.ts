import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { isRecord, listAt, parseJson, recordAt, textAt, type JsonRecord } from '../json/json-shape.ts';

/** What `update status` said of a profile, as far as it is shown. */
export interface UpdateStatus {
  /** `undefined`: nobody wrote down what runs. */
  readonly running: RunningVersion | undefined;
  readonly banner: UpdateBanner | undefined;
  /** Why updates are switched off, such as `paused`; `undefined`: they are not. */
  readonly disabled: string | undefined;
  /** Before that nothing is tried again, in ISO 8601. */
  readonly notBefore: string | undefined;
  readonly blocked: readonly { readonly name: string; readonly why: string }[];
  /** Somebody has to look: an update failed, updates are disabled, or something suspect was refused. */
  readonly isAlarming: boolean;
}

export interface RunningVersion {
  /** The tag, or the first of the commit where there is none. */
  readonly name: string;
  /** In ISO 8601. */
  readonly since: string;
}

export interface UpdateBanner {
  readonly level: 'info' | 'warning' | 'critical';
  /** Sentences. */
  readonly title: string;
  /** A clause; empty where nothing went wrong. */
  readonly why: string;
  /** In ISO 8601. */
  readonly since: string;
  readonly nextWindow: string | undefined;
}

export type UpdateOutcome = CliAnswer<UpdateStatus>;

export function updateOutcome(ending: CliEnding): UpdateOutcome {
  return cliAnswer(ending, {
    read: (stdout, exitCode) => (exitCode === 0 ? statusIn(stdout) : undefined),
    tookTooLong: (seconds) => l10n.t('Reading the state of updates took longer than {0} s.', seconds),
    broke: (problem) => l10n.t('The state of updates {0}.', problem),
    unreadable: () => l10n.t('The state of updates is unreadable. See the log.'),
  });
}

function statusIn(stdout: string): UpdateStatus | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const state = recordAt(output, 'state');
  const blocked = listAt(state, 'blocked');
  const banner = bannerIn(output['banner']);
  const running = runningIn(output['version']);
  const alarm = output['alarm'];
  if (alarm !== null && typeof alarm !== 'string') return undefined;
  if (blocked === undefined || banner === 'unreadable' || running === 'unreadable') return undefined;
  return {
    running,
    banner,
    disabled: textAt(recordAt(state, 'disabled'), 'reason'),
    notBefore: textAt(state, 'not_before'),
    blocked: blocked.map((one) => ({ name: nameOf(one), why: textAt(one, 'why') ?? '' })),
    isAlarming: alarm !== null,
  };
}

function runningIn(version: unknown): RunningVersion | undefined | 'unreadable' {
  if (version === null) return undefined;
  const since = isRecord(version) ? textAt(version, 'updated_at') : undefined;
  return isRecord(version) && since !== undefined ? { name: nameOf(version), since } : 'unreadable';
}

function bannerIn(banner: unknown): UpdateBanner | undefined | 'unreadable' {
  if (banner === null) return undefined;
  if (!isRecord(banner)) return 'unreadable';
  const [title, since] = [textAt(banner, 'title'), textAt(banner, 'since')];
  const level = (['info', 'warning', 'critical'] as const).find((one) => one === banner['level']);
  if (title === undefined || since === undefined || level === undefined) return 'unreadable';
  const why = textAt(banner, 'why') ?? '';
  return { level, title, why, since, nextWindow: textAt(banner, 'next_window') };
}

function nameOf(version: JsonRecord): string {
  return textAt(version, 'version') ?? (textAt(version, 'commit') ?? '').slice(0, 12);
}
