import path from 'node:path';

import { lookAtSetup } from '@lockkeeper/host-node/read';
import { displayText } from '@lockkeeper/policy-core';
import { judgeSetup, UPDATE_CONFIG_PATH } from '@lockkeeper/policy-core/update';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { openProfile } from './updater.ts';
import { placeOf, remoteOf } from './update-place.ts';
import { updateSettings } from './update-settings.ts';

type Checks = ReturnType<typeof judgeSetup>;

/** `lockkeeper update verify-setup` */
export function runUpdateVerifySetup(options: UpdateStatusOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { repository, meta } = await openProfile(options, world);
    const { settings } = (await updateSettings(repository, world)).reading;
    const { live, mirror } = await placeOf(repository, settings, world);
    const profile = path.basename(path.dirname(meta));
    const sight = await lookAtSetup({
      live,
      remote: await remoteOf(live, settings),
      mirror,
      pins: [settings.allowed_signers, ...(settings.gpg_keyring === undefined ? [] : [settings.gpg_keyring])],
      settings: path.join(repository.root, UPDATE_CONFIG_PATH),
      root: repository.root,
      units: settings.service_unit === undefined ? undefined : enabledUnits(profile, settings.restart_by),
      env: world.env,
    });
    const checks = judgeSetup(sight);
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify({ schema_version: 1, checks }, undefined, 2)}\n`
        : textOf(checks),
    );
    return exitOf(checks);
  });
}

function enabledUnits(profile: string, by: 'systemctl' | 'path-unit'): readonly string[] {
  const own = [`lockkeeper-update-${profile}.timer`, `lockkeeper-recover-${profile}.service`];
  const ofRoot = ['restart', 'stop'].map((verb) => `lockkeeper-${verb}-${profile}.path`);
  return by === 'path-unit' ? [...own, ...ofRoot] : own;
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
