import path from 'node:path';

import { createMetaFiles, superviseService } from '@lockkeeper/host-node/write';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { makeReady } from './before-start.ts';
import type { UpdateStatusOptions } from './options.ts';
import { openProfile } from './updater.ts';
import { updateSettings } from './update-settings.ts';

/** `lockkeeper update supervise -- COMMAND` */
export function runUpdateSupervise(
  words: readonly string[],
  options: Pick<UpdateStatusOptions, 'profile' | 'root'>,
  world: World,
): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const profile = await openProfile(options, world, true);
    const { repository, meta } = profile;
    const { settings } = (await updateSettings(repository, world)).reading;
    const stop = new AbortController();
    const end = () => stop.abort();
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    try {
      const ended = await superviseService({
        words,
        folder: settings.strategy === 'releases' ? path.join(repository.root, 'current') : repository.root,
        env: { ...world.env, LOCKKEEPER_UPDATE_META: meta },
        meta: createMetaFiles(meta),
        beforeStart: async () => {
          const ready = await makeReady(profile, { name: options.profile, patience: 0 }, world);
          if (ready === undefined) return 'busy';
          return MUST_NOT.has(ready.kind) ? { why: ready.text.trim() } : 'ready';
        },
        signal: stop.signal,
        tell: (line) => world.stderr.write(`${line}\n`),
      });
      if (ended.kind === 'ended') return EXIT.ok;
      world.stderr.write(`Process ${ended.pid} supervises the service already. End it first.\n`);
      return EXIT.lockHeld;
    } finally {
      process.removeListener('SIGTERM', end);
      process.removeListener('SIGINT', end);
    }
  });
}

/** What is installed must not be started. */
const MUST_NOT: ReadonlySet<string> = new Set(['unsafe', 'broken', 'occupied']);
