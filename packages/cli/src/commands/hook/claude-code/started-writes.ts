import os from 'node:os';

import { startOfWrite, type WriteStart } from '@lockkeeper/operations/observe';

import type { World } from '../../../world.ts';
import { hookRepository } from '../hook-repository.ts';
import type { AgentCall } from './agent-call.ts';
import { writtenFiles, type WrittenFile } from './written-files.ts';
import { writtenPaths } from './written-paths.ts';

export interface StartedWrite {
  readonly written: WrittenFile;
  readonly start: WriteStart;
}

/** The file under every name and in every repository that a write reaches. */
export async function filesOf(
  { file, cwd }: Extract<AgentCall, { kind: 'write' }>,
  world: World,
): Promise<readonly WrittenFile[]> {
  const home = world.env['HOME'] ?? world.env['USERPROFILE'] ?? os.homedir();
  return writtenFiles(writtenPaths(file, { cwd, home }), world);
}

/** What git is asked about a write, while that which judges it is still being loaded. */
export async function startedWrites(
  files: readonly WrittenFile[],
  world: World,
): Promise<readonly StartedWrite[]> {
  const started = await Promise.all(files.map((written) => startedIn(written, world)));
  return started.filter((write) => write !== undefined);
}

/** `undefined` where something is called `.git` and git finds no repository there. */
async function startedIn(written: WrittenFile, world: World): Promise<StartedWrite | undefined> {
  const { root, observers } = written.repository;
  try {
    return { written, start: await startOfWrite(written.paths, observers.git) };
  } catch (error) {
    if ((await hookRepository(root, world)) === undefined) return undefined;
    throw error;
  }
}
