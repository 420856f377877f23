import type { CheckOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { openOutputCache, type OutputCache } from './cached-output.ts';

/** `lockkeeper check`. Where nothing changed since the last run, the code that judges is not even loaded. */
export async function startCheck(options: CheckOptions, world: World): Promise<ExitCode> {
  const started = performance.now();
  const outputs = await outputCacheFor(options, world);
  const cached = await outputs?.find();
  if (cached !== undefined) {
    world.stdout.write(`${cached.beforeTime}${Math.round(performance.now() - started)}${cached.afterTime}`);
    return cached.exitCode;
  }
  const { runCheck } = await import('./run-check.ts');
  return runCheck(options, world, outputs);
}

/** What goes wrong here goes wrong in the run as well, which reports it. */
async function outputCacheFor(options: CheckOptions, world: World): Promise<OutputCache | undefined> {
  if (options.snapshot !== undefined) return undefined;
  try {
    return await openOutputCache(options, { world, repository: await openRepository(options, world) });
  } catch {
    return undefined;
  }
}
