import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { makeReady } from './before-start.ts';
import type { UpdateRecoverOptions } from './options.ts';
import { openProfile } from './updater.ts';

/** `lockkeeper update recover --before-start` */
export function runUpdateBeforeStart(options: UpdateRecoverOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const asked = { name: options.profile, patience: PATIENCE_MS };
    const ready = await makeReady(await openProfile(options, world, true), asked, world);
    if (ready === undefined) {
      world.stderr.write('Another update of this service is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    const { kind, text, document } = ready;
    const json = `${JSON.stringify({ ...document, recovered: kind })}\n`;
    world.stdout.write(options.format === 'json' ? json : text);
    return EXITS[kind];
  });
}

/** Where several profiles were cut off, each waits for the others at a boot. */
const PATIENCE_MS = 60_000;

const EXITS = {
  nothing: EXIT.ok,
  left: EXIT.ok,
  ended: EXIT.ok,
  unsafe: EXIT.findings,
  occupied: EXIT.findings,
  broken: EXIT.rollbackFailed,
} as const;
