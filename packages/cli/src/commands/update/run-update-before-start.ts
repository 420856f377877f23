import { recoverBeforeStart } from '@lockkeeper/operations';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateRecoverOptions } from './options.ts';
import { answerOf } from './run-answer.ts';
import { alone, openProfile, openUpdater } from './updater.ts';

/** `lockkeeper update recover --before-start` */
export function runUpdateBeforeStart(options: UpdateRecoverOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const profile = await openProfile(options, world);
    const { tools } = await openUpdater(profile, world);
    const done = await alone(profile, async () => {
      const found = await recoverBeforeStart(tools);
      if (!('run' in found)) return { ...found, said: SAID[found.kind], document: { schema_version: 1 } };
      const { text, document } = await answerOf(found.run, { profile, tools, name: options.profile });
      return { ...found, said: found.kind === 'broken' ? `${text}${BROKEN}` : text, document };
    });
    if (done === undefined) {
      world.stderr.write('Another update of this profile is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    const { kind, said, document } = done.value;
    const json = `${JSON.stringify({ ...document, recovered: kind })}\n`;
    world.stdout.write(options.format === 'json' ? json : said);
    return kind === 'broken' ? EXIT.rollbackFailed : EXIT.ok;
  });
}

const SAID = {
  nothing: 'No update was interrupted.\n',
  left: 'One version is installed whole. The next run asks the service whether it is healthy.\n',
} as const;

const BROKEN =
  'Files or data may be part of each version, so the service must not start. Bring one version back, then run lockkeeper update enable --ack.\n';
