import { createMetaFiles } from '@lockkeeper/host-node/write';
import {
  readBanner,
  stateText,
  tellsDisabled,
  wishedState,
  withProfile,
} from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateAckOptions } from './options.ts';
import { profileState } from './profile-state.ts';
import { alone, openProfile } from './updater.ts';

type Wish = Parameters<typeof wishedState>[1];

/** `lockkeeper update pause | resume | enable --ack` */
export function runUpdateWish(wish: Wish, options: UpdateAckOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    if (wish === 'acknowledge' && options.ack !== true)
      throw new CliError('usage', withProfile(UNCONFIRMED, options.profile));
    const profile = await openProfile(options, world);
    const done = await alone(profile, async () => {
      const { state } = await profileState(profile.repository, options.profile);
      const wished = wishedState(state, wish, new Date().toISOString());
      const meta = createMetaFiles(profile.meta);
      await meta.write('update_state.json', stateText(wished));
      const banner = readBanner(BANNER, await meta.read(BANNER));
      if (wished.disabled === null && banner.kind === 'read' && tellsDisabled(banner.value))
        await meta.remove(BANNER);
      return wished;
    });
    if (done === undefined) {
      world.stderr.write('An update of this profile is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    const { disabled } = done.value;
    const document = { schema_version: 1, profile: options.profile, disabled };
    const isLatched = disabled !== null && disabled.reason !== 'paused';
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(document, undefined, 2)}\n`
        : `${withProfile(textOf(disabled?.reason), options.profile)}\n`,
    );
    return isLatched ? EXIT.needsPerson : EXIT.ok;
  });
}

const BANNER = 'banner.json';

const UNCONFIRMED = 'Find out what failed first. Then run lockkeeper update enable --ack.';

function textOf(reason: string | undefined): string {
  if (reason === undefined) return 'Updates go on.';
  if (reason === 'paused') return 'Updates are paused. Run lockkeeper update resume to go on.';
  return `Updates are disabled: ${reason}. Find the cause, then run lockkeeper update enable --ack.`;
}
