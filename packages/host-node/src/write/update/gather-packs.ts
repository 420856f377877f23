import { readdir } from 'node:fs/promises';

import type { HostOutcome } from '@lockkeeper/operations/ports';

import { DONE, gitProgram, mustRun, outcomeOf, runHostProgram } from './host-program.ts';

/** Git itself puts up with more than twice as many. */
const MANY = 20;

/**
 * Puts the small packs of a repository together, where there are many: each fetch leaves one. Every object stays, whoever needs it,
 * and a large pack is not written again for a few small ones.
 *
 * @param place of the repository, as options of git
 */
export async function gatherPacks(place: readonly string[]): Promise<HostOutcome> {
  const where = gitProgram(place, ['rev-parse', '--path-format=absolute', '--git-path', 'objects/pack']);
  const found = await runHostProgram(where);
  const outcome = outcomeOf(where, found);
  if (outcome.kind === 'failed' || found.kind === 'failed') return outcome;
  const names = await readdir(found.stdout.trimEnd());
  const packs = names.filter((name) => name.endsWith('.pack'));
  // What a partial clone has left out is known by its packs alone.
  if (packs.length < MANY || names.some((name) => name.endsWith('.promisor'))) return DONE;
  return await mustRun(gitProgram(place, ['repack', '--quiet', '--geometric=2', '-d', '-l']));
}
