import path from 'node:path';

import { lookAtSetup, systemTimer } from '@lockkeeper/host-node/read';
import { runningIllness, runningVersion } from '@lockkeeper/operations';
import { displayText, observed } from '@lockkeeper/policy-core';
import {
  holdsPassword,
  hostUnits,
  judgeSetup,
  UPDATE_CONFIG_PATH,
  type SetupSight,
} from '@lockkeeper/policy-core/update';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { healthProbe } from './health-probe.ts';
import { profileState } from './profile-state.ts';
import { openProfile } from './updater.ts';
import { placeOf, remoteOf } from './update-place.ts';
import { updateSettings, type SeenSettings } from './update-settings.ts';

type Checks = ReturnType<typeof judgeSetup>;

/** `lockkeeper update verify-setup` */
export function runUpdateVerifySetup(options: UpdateStatusOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { repository, meta } = await openProfile(options, world);
    const { reading } = await updateSettings(repository, world);
    const { settings } = reading;
    const { live, mirror, tools, pins } = await placeOf(repository, settings, world);
    const { version } = await profileState(repository, options.profile);
    const profile = path.basename(path.dirname(meta));
    const remote = await remoteOf(live, settings);
    const sight = await lookAtSetup({
      live,
      remote,
      hasPassword: holdsPassword(remote),
      mirror,
      pins: [settings.allowed_signers, ...(settings.gpg_keyring === undefined ? [] : [settings.gpg_keyring])],
      settings: path.join(repository.root, UPDATE_CONFIG_PATH),
      root: repository.root,
      units: settings.service_unit === undefined ? undefined : hostUnits(profile, settings.restart_by),
      env: world.env,
    });
    const running = await runningVersion(tools, await tools.tree.describe(), version);
    const checks = judgeSetup({
      ...sight,
      pinInTree: [pins.ssh, pins.gpg].flatMap((one) => (one.kind === 'in-tree' ? [one.path] : []))[0],
      faultyPin: pins.ssh.kind === 'pinned' ? pins.ssh.faulty : undefined,
      health: await healthOf(running, reading, world),
    });
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify({ schema_version: 1, checks }, undefined, 2)}\n`
        : textOf(checks),
    );
    return exitOf(checks);
  });
}

async function healthOf(
  running: Awaited<ReturnType<typeof runningVersion>>,
  reading: SeenSettings['reading'],
  { env }: World,
): Promise<SetupSight['health']> {
  const { signal } = new AbortController();
  const probe = healthProbe(reading, env, signal);
  if (probe === undefined) return null;
  if (!running.known) return running;
  const { commit } = running.value;
  const illness = await runningIllness({ commit }, { probe, timer: systemTimer(), signal });
  return observed({ commit, illness });
}

const SIGNS = { ok: '✅', wrong: '❌', unknown: '❔', told: '👀' } as const;

function textOf(checks: Checks): string {
  const lines = checks.flatMap(({ verdict, says, next }) => [
    `${SIGNS[verdict]} ${displayText(says)}`,
    ...(next === null ? [] : [`   ${displayText(next)}`]),
  ]);
  return `${lines.join('\n')}\n`;
}

function exitOf(checks: Checks): ExitCode {
  if (checks.some(({ verdict }) => verdict === 'wrong')) return EXIT.findings;
  return checks.some(({ verdict }) => verdict === 'unknown') ? EXIT.notJudged : EXIT.ok;
}
