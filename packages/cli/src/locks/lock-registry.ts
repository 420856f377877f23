import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { machineLockClock, remoteLockClock, remoteUrl } from '@lockkeeper/host-node/read';
import { createFileRegister, createGitRegister, gitRegisters } from '@lockkeeper/host-node/write';
import type { LockPlace } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { lockPath, readLockPath, type LockName } from '@lockkeeper/policy-core/deployment/lock';

import { failureReason } from '../errors/failure-reason.ts';
import { openRepository } from '../repository/repository.ts';
import { CliError } from '../errors/cli-error.ts';
import type { World } from '../world.ts';

/** Which place is meant: a git remote, unless a folder is named. */
export interface LockPlaceOptions {
  readonly root?: string;
  readonly remote: string;
  readonly file?: string;
}

/** Where locks lie: in refs of a git remote, or in a folder. */
export interface LockRegistry {
  readonly place: (locked: LockName) => LockPlace;
  /** What was ever locked. Rejects where that cannot be seen. */
  readonly list: () => Promise<readonly LockName[]>;
}

const PREFIX = 'refs/lockkeeper/locks/';

export async function openLockRegistry(
  { root: named, remote, file }: LockPlaceOptions,
  world: Pick<World, 'cwd' | 'env'>,
): Promise<LockRegistry> {
  if (file !== undefined) return inFolder(await sharedFolder(path.resolve(world.cwd, file)));
  const repository = await openRepository({ ...(named !== undefined && { root: named }), git: true }, world);
  if (repository.withoutGit !== undefined)
    throw new CliError(
      'usage',
      `There is no git remote to hold the lock, because ${repository.withoutGit}. Name a folder with --file.`,
    );
  const { root } = repository;
  const clock = await remoteLockClock(await remoteUrl(root, remote));
  return {
    place: (locked) => ({
      register: createGitRegister({ root, remote, ref: `${PREFIX}${lockPath(locked)}` }),
      clock,
    }),
    list: async () => {
      const refs = await gitRegisters({ root, remote, prefix: PREFIX });
      return refs.flatMap((ref) => lockedBy(ref.slice(PREFIX.length)));
    },
  };
}

/** Made here, it would be a folder that nobody shares, as where a network drive is not mounted. */
async function sharedFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return folder;
  throw new CliError(
    'usage',
    `${displayText(folder)} is no folder. Make it where everybody who deploys shares it.`,
  );
}

function inFolder(folder: string): LockRegistry {
  return {
    place: (locked) => ({
      register: createFileRegister(path.join(folder, ...lockPath(locked).split('/'))),
      clock: machineLockClock(),
    }),
    list: async () => {
      const environments = await foldersIn(folder);
      const names = environments.map(async (environment) => {
        const services = await foldersIn(path.join(folder, environment));
        return services.flatMap((service) => lockedBy(`${environment}/${service}`));
      });
      return (await Promise.all(names)).flat();
    },
  };
}

/** Sorted; other files may lie beside them. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

function lockedBy(written: string): readonly LockName[] {
  const name = readLockPath(written);
  return name === undefined ? [] : [name];
}

/** Whoever cannot see a lock must not think that it is free. */
export async function reportingUnreachableLocks<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('technical', `The lock cannot be reached. ${lockErrorReason(error)}`);
  }
}

/** As sentences. */
export function lockErrorReason(error: unknown): string {
  if (error instanceof Error && !('code' in error)) return error.message;
  return `The folder cannot be used: ${failureReason(error)}.`;
}
