import { hostname } from 'node:os';

import { displayText } from '@lockkeeper/policy-core';
import { updateAlarm, withProfile } from '@lockkeeper/policy-core/update';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { openService } from './installed-place.ts';
import type { UpdateStatusOptions } from './options.ts';
import { profileState } from './profile-state.ts';

/** `lockkeeper update status` */
export function runUpdateStatus(
  { format, profile, root }: UpdateStatusOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const repository = await openService(root, world);
    const seen = { profile, ...(await profileState(repository, profile, { withBanner: true })) };
    world.stdout.write(
      format === 'json'
        ? jsonOf(seen)
        : `${linesOf(seen)
            .map((line) => displayText(withProfile(line, profile)))
            .join('\n')}\n`,
    );
    return EXIT.ok;
  });
}

type Seen = Awaited<ReturnType<typeof profileState>> & { readonly profile: string };

function jsonOf({ profile, version, state, banner }: Seen): string {
  const document = {
    schema_version: 1,
    profile,
    host: hostname(),
    version: version ?? null,
    state,
    banner: banner ?? null,
    alarm: updateAlarm(state, banner),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function linesOf({ profile, version, state, banner }: Seen): readonly string[] {
  const { last_run: run, today, not_before: until, blocked, disabled } = state;
  const rows: readonly (readonly [string, string])[] = [
    ['profile', profile],
    // By this id rollouts know it.
    ['host', hostname()],
    ['running', version === undefined ? 'not known' : `${nameOf(version)} since ${version.updated_at}`],
    ...runRows(run),
    ...(banner === undefined ? [] : [['last message', `${banner.title} (${banner.since})`] as const]),
    ...(banner === undefined || banner.next_window === null
      ? []
      : [['next window', banner.next_window] as const]),
    ['failures in a row', String(state.failure_count)],
    ...(today === null
      ? []
      : [
          [
            'last day counted',
            `${today.day}: ${counted(today.attempts, 'attempt')}, ${counted(today.failures, 'failure')}`,
          ] as const,
        ]),
    ...(until === null ? [] : [['waits until', until] as const]),
    ...clockRow(state.clock),
    ...blocked.map((one) => ['blocked', `${nameOf(one)} since ${one.at}${clause(one.why)}`] as const),
    ...(disabled === null ? [] : [['disabled', `${disabled.reason} since ${disabled.at}`] as const]),
  ];
  return rows.map(([name, text]) => `${name.padEnd(WIDTH)}${text}`);
}

function runRows(run: Seen['state']['last_run']): readonly (readonly [string, string])[] {
  if (run === null) return [['last run', 'none']];
  const ended = ['last run', `${run.result ?? 'not ended'} at ${run.at}${clause(run.why)}`] as const;
  return run.result === null ? [ended, ['next', GO_ON]] : [ended];
}

/** The state file alone cannot show whether its updater is still at work. */
const GO_ON = 'Wait for its end. If its process was killed, run lockkeeper update recover.';

const DAY = 86_400_000;

/** A clock that was ahead once is trusted until a person says otherwise, and then versions expire before their time. */
function clockRow(clock: Seen['state']['clock']): readonly (readonly [string, string])[] {
  const days = clock === null ? 0 : Math.floor((Date.parse(clock.at) - Date.now()) / DAY);
  if (clock === null || days < 1) return [];
  const ahead = `${clock.at}, ${counted(days, 'day')} ahead of this host`;
  return [['trusted clock', `${ahead}; where the host is right, run lockkeeper update enable --ack`]];
}

const WIDTH = 'failures in a row'.length + 2;

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function nameOf({ version, commit }: { readonly version: string | null; readonly commit: string }): string {
  return version === null ? commit.slice(0, 12) : `${version} (${commit.slice(0, 12)})`;
}

function clause(why: string | null): string {
  return why === null ? '' : `: ${why}`;
}
