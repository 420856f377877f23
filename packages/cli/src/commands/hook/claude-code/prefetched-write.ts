import os from 'node:os';

import { prefetchWrite, type WritePrefetch } from '@lockkeeper/operations/observe';

import type { World } from '../../../world.ts';
import { hookRepository } from '../hook-repository.ts';
import type { AgentCall } from './agent-call.ts';
import { writtenFiles, type WrittenFile } from './written-files.ts';
import { writtenPaths } from './written-paths.ts';

export interface PrefetchedWrite {
  readonly written: WrittenFile;
  readonly start: WritePrefetch;
}

/** The file under every name and in every repository that a write reaches. */
export async function filesReached(
  { file, cwd }: Extract<AgentCall, { kind: 'write' }>,
  world: World,
): Promise<readonly WrittenFile[]> {
  const home = world.env['HOME'] ?? world.env['USERPROFILE'] ?? os.homedir();
  return writtenFiles(writtenPaths(file, { cwd, home }), world);
}

/** Asks git what every write needs, while the code that judges it is still being loaded. */
export async function prefetchWrites(
  files: readonly WrittenFile[],
  world: World,
): Promise<readonly PrefetchedWrite[]> {
  const started = await Promise.all(files.map((written) => prefetchWriteIn(written, world)));
  return started.filter((write) => write !== undefined);
}

/** `undefined` where something is called `.git` and git finds no repository there. */
async function prefetchWriteIn(written: WrittenFile, world: World): Promise<PrefetchedWrite | undefined> {
  const { root, observers } = written.repository;
  try {
    return { written, start: await prefetchWrite(written.paths, observers.git) };
  } catch (error) {
    if ((await hookRepository(root, world)) === undefined) return undefined;
    throw error;
  }
}
