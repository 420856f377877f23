import type { CheckOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { keptRuns, type KeptRuns } from './kept-runs.ts';

/** `lockkeeper check`. Where nothing moved since it was run before, what judges is not even loaded. */
export async function startCheck(options: CheckOptions, world: World): Promise<ExitCode> {
  const started = performance.now();
  const runs = await runsFor(options, world);
  const said = await runs?.said();
  if (said !== undefined) {
    world.stdout.write(`${said.beforeTime}${Math.round(performance.now() - started)}${said.afterTime}`);
    return said.exitCode;
  }
  const { runCheck } = await import('./run-check.ts');
  return runCheck(options, world, runs);
}

/** What stands in the way is told by the run that comes upon it. */
async function runsFor(options: CheckOptions, world: World): Promise<KeptRuns | undefined> {
  if (options.snapshot !== undefined) return undefined;
  try {
    return await keptRuns(options, { world, repository: await openRepository(options, world) });
  } catch {
    return undefined;
  }
}
