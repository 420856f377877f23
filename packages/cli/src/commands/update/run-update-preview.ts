import { hostname } from 'node:os';
import path from 'node:path';

import { readClock, systemTimer } from '@lockkeeper/host-node/read';
import { createMetaFiles } from '@lockkeeper/host-node/write';
import { previewUpdate, unfinishedUpdate, type LoggedUpdate } from '@lockkeeper/operations';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { exitOfPreview, previewJson, previewLines } from './preview-text.ts';
import { healthProbe } from './health-probe.ts';
import { mustBeOnlyProfile } from './only-profile.ts';
import { profileState } from './profile-state.ts';
import { openService } from './installed-place.ts';
import { alone, aloneAtMirror, trailOf, withHostErrors, type ServiceProfile } from './updater.ts';
import { placeOf } from './update-place.ts';
import { trustedSettings } from './update-settings.ts';

/** `lockkeeper update run --dry-run` */
export function runUpdatePreview(
  { format, profile, root: named }: UpdateStatusOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const repository = await openService(named, world);
    const reading = await trustedSettings(repository, world);
    const { settings } = reading;
    const { folder, ...state } = await profileState(repository, profile);
    const meta = path.join(repository.root, folder);
    const left = await unfinished({ repository, folder, meta });
    if (left === undefined) {
      world.stderr.write('An update of this profile is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    // Before the clock: what the service saves meanwhile would be a save that has not come yet.
    const savedAt = await createMetaFiles(meta).savedAt();
    const now = await readClock();
    if (!now.known) throw new CliError('not-judged', `Updates need Linux: ${now.reason}.`);
    const place = await placeOf(repository, settings, world);
    const { signal } = new AbortController();
    const question = {
      settings,
      profile,
      left: left.value,
      ...state,
      now: now.value,
      applies: settings.auto_restart,
      isAttempt: true,
      host: hostname(),
      savedAt,
      metaPath: folder,
      pins: place.pins,
      health: { probe: healthProbe(reading, world.env, signal), timer: systemTimer(), signal },
    };
    const looked = await aloneAtMirror(place.mirror, async () => {
      await mustBeOnlyProfile(repository, profile);
      return await previewUpdate(place.tools, question);
    });
    if (looked === undefined) {
      world.stderr.write('Another update of this service is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    const { value: preview } = looked;
    const told = { profile, mirror: place.mirror, settings, preview };
    world.stdout.write(format === 'json' ? previewJson(told) : `${previewLines(told).join('\n')}\n`);
    return exitOfPreview(preview);
  });
}

/** The run that a killed updater left; `undefined`: its updater is still at work. Where none was, nothing is locked. */
async function unfinished(
  profile: ServiceProfile,
): Promise<{ readonly value: LoggedUpdate | undefined } | undefined> {
  const trail = trailOf(profile);
  const left = await withHostErrors(async () => await unfinishedUpdate(trail));
  if (left === undefined) return { value: undefined };
  return await alone(profile, async () => await unfinishedUpdate(trail));
}
