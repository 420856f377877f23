import { recoverBeforeStart } from '@lockkeeper/operations';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateRecoverOptions } from './options.ts';
import { aloneInService, openProfile, openUpdater } from './updater.ts';

/** `lockkeeper update recover --before-start` */
export function runUpdateBeforeStart(options: UpdateRecoverOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const profile = await openProfile(options, world);
    const { tools, place } = await openUpdater(profile, world);
    const done = await aloneInService(profile, place, async () => await recoverBeforeStart(tools));
    if (done === undefined) {
      world.stderr.write('Another update of this service is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    const text = `${JSON.stringify({ schema_version: 1, recovered: done.value })}\n`;
    world.stdout.write(options.format === 'json' ? text : `${SAID[done.value]}\n`);
    return EXIT.ok;
  });
}

const SAID = {
  nothing: 'No update was interrupted.',
  ended: 'The interrupted update was undone.',
  left: 'One version is installed whole. The next run asks the service whether it is healthy.',
} as const;
