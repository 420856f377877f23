import { l10n } from 'vscode';

import { placeIn, resultRow, stepRow, type ResultRow } from '../views/result-row.ts';
import type { UpdateBanner, UpdateOutcome, UpdateStatus } from './update-outcome.ts';

/** A profile of a service that updates itself, with what is known of it. */
export interface ShownProfile {
  readonly profile: string;
  readonly outcome: Exclude<UpdateOutcome, { kind: 'cancelled' }>;
}

/** A row for each profile, with what happened to it below. `timeText` shows a time of ISO 8601. */
export function updateRows(
  profiles: readonly ShownProfile[],
  timeText: (iso: string) => string,
): readonly ResultRow[] {
  return profiles.map(({ profile, outcome }) => {
    if (outcome.kind === 'failed')
      return resultRow({ label: `? ${profile}`, description: outcome.problem, isOpen: true });
    const { answer } = outcome;
    return resultRow({
      label: `${SIGNS[levelOf(answer)]} ${profile}`,
      description:
        answer.running === undefined
          ? l10n.t('no updates yet')
          : l10n.t('{0} since {1}', answer.running.name, timeText(answer.running.since)),
      place: placeIn(`bot_persistence/${profile}/meta/update_state.json`),
      children: detailRows(profile, answer, timeText),
      isOpen: true,
    });
  });
}

/** How many profiles somebody has to look at; of one that cannot be read nobody can tell. */
export function alarmingProfiles(profiles: readonly ShownProfile[]): number {
  return profiles.filter(({ outcome }) => outcome.kind === 'failed' || outcome.answer.isAlarming).length;
}

type Level = UpdateBanner['level'];

const SIGNS: Readonly<Record<Level, string>> = { info: '✓', warning: '⚠', critical: '✗' };

/** Who paused the updates knows about it. */
function levelOf({ banner, disabled }: UpdateStatus): Level {
  return disabled !== undefined && disabled !== PAUSED ? 'critical' : (banner?.level ?? 'info');
}

const PAUSED = 'paused';

function detailRows(
  profile: string,
  { banner, disabled, notBefore, blocked }: UpdateStatus,
  timeText: (iso: string) => string,
): readonly ResultRow[] {
  return [
    ...(banner === undefined ? [] : [bannerRow(banner, timeText)]),
    ...(disabled === undefined ? [] : disabledRows(profile, disabled)),
    ...(notBefore === undefined
      ? []
      : [resultRow({ label: `… ${l10n.t('Waits after a failure')}`, description: timeText(notBefore) })]),
    ...(banner?.nextWindow === undefined
      ? []
      : [resultRow({ label: `… ${l10n.t('Next window')}`, description: timeText(banner.nextWindow) })]),
    ...blocked.map(({ name, why }) =>
      resultRow({ label: `– ${l10n.t('{0} does not come back', name)}`, description: why }),
    ),
  ];
}

function bannerRow({ level, title, why, since }: UpdateBanner, timeText: (iso: string) => string): ResultRow {
  return resultRow({
    label: `${SIGNS[level]} ${title}`,
    description: timeText(since),
    tooltip: [title, why].filter(Boolean).join('\n\n'),
  });
}

function disabledRows(profile: string, reason: string): readonly ResultRow[] {
  if (reason === PAUSED)
    return [stepRow(l10n.t('Updates are paused. Run lockkeeper update resume --profile {0}.', profile))];
  return [
    resultRow({ label: `✗ ${l10n.t('Updates are disabled')}`, description: reason }),
    stepRow(l10n.t('Find the cause, then run lockkeeper update enable --ack --profile {0}.', profile)),
  ];
}
