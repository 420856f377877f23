import { hostname } from 'node:os';
import path from 'node:path';

import { readClock } from '@lockkeeper/host-node/read';
import { createMetaFiles } from '@lockkeeper/host-node/write';
import { previewUpdate } from '@lockkeeper/operations';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { exitOfPreview, previewJson, previewLines } from './preview-text.ts';
import { profileState } from './profile-state.ts';
import { openService } from './installed-place.ts';
import { placeOf } from './update-place.ts';
import { aloneAtMirror } from './updater.ts';
import { trustedSettings } from './update-settings.ts';

/** `lockkeeper update run --dry-run` */
export function runUpdatePreview(
  { format, profile, root: named }: UpdateStatusOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const repository = await openService(named, world);
    const settings = await trustedSettings(repository, world);
    const { folder, ...state } = await profileState(repository, profile);
    // Before the clock: what the service saves meanwhile would be a save that has not come yet.
    const savedAt = await createMetaFiles(path.join(repository.root, folder)).savedAt();
    const now = await readClock();
    if (!now.known) throw new CliError('not-judged', `Updates need Linux: ${now.reason}.`);
    const place = await placeOf(repository, settings, world);
    const question = {
      settings,
      ...state,
      now: now.value,
      applies: settings.auto_restart,
      host: hostname(),
      savedAt,
      pins: place.pins,
    };
    const looked = await aloneAtMirror(place.mirror, async () => await previewUpdate(place.tools, question));
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
