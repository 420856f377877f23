import { lstat } from 'node:fs/promises';
import path from 'node:path';

import {
  createFileSystem,
  createGit,
  findRepository,
  type GitOptions,
  systemClock,
  variableNames,
} from '@lockkeeper/host-node/read';
import type { Git, Observers } from '@lockkeeper/operations/ports';
import { displayText, POLICY_FILE_NAMES } from '@lockkeeper/policy-core';

import type { World } from '../../world.ts';

export interface HookRepository {
  /** The top folder. */
  readonly root: string;
  readonly observers: Observers & { readonly git: Git };
}

/** Whoever calls a hook waits for it, and after a while goes on without an answer. */
const GIT_TIMEOUT_MS = 10_000;

/**
 * The repository around a folder; `undefined` where there is none, or one without files. Rejects with a
 * sentence where git cannot tell: then nobody knows whether a policy holds there.
 */
export async function hookRepository(
  folder: string,
  { env }: Pick<World, 'env'>,
): Promise<HookRepository | undefined> {
  const location = await findRepository(folder);
  switch (location.kind) {
    case 'bare':
      return undefined;
    case 'none':
      return withoutRepository(folder);
    case 'no-git-program':
      throw new Error(
        'Nothing can be judged, because git is not installed or not on the PATH. Install git, or take the hook out.',
      );
    case 'refused':
      throw new Error(`${capitalized(displayText(location.problem))}`);
    case 'repository':
      return repositoryAt(location.root, env);
  }
}

/**
 * As {@link hookRepository}, without asking git, for which an agent would have to wait: whether git takes
 * it for a repository as well shows when it is asked something.
 */
export async function hookRepositoryOnDisk(
  folder: string,
  { env }: Pick<World, 'env'>,
): Promise<HookRepository | undefined> {
  const root = await nearestFolderWith('.git', folder);
  return root === undefined ? withoutRepository(folder) : repositoryAt(root, env);
}

/** The nearest folder that holds something of this name: the folder itself, or one above it. */
export async function nearestFolderWith(name: string, folder: string): Promise<string | undefined> {
  for (let here = folder; ; here = path.dirname(here)) {
    const found = await lstat(path.join(here, name)).catch(() => undefined);
    if (found !== undefined) return here;
    if (here === path.dirname(here)) return undefined;
  }
}

/** Whoever breaks the repository, or moves it away, must not be rid of its policy. */
async function withoutRepository(folder: string): Promise<undefined> {
  for (const name of POLICY_FILE_NAMES) {
    const found = await nearestFolderWith(name, folder);
    if (found === undefined) continue;
    throw new Error(
      `${displayText(path.join(found, name))} is a policy, but git knows no repository there. Repair the repository, or make one with git init.`,
    );
  }
}

/** @param view how git looks at it; left out: as it is told to there */
export function repositoryAt(
  root: string,
  env: World['env'],
  view: Pick<GitOptions, 'env' | 'untracked'> = {},
): HookRepository {
  const git = createGit(root, { ...view, timeoutMs: GIT_TIMEOUT_MS });
  return {
    root,
    observers: {
      files: createFileSystem(root, { git }),
      git,
      forge: undefined,
      environment: variableNames(env),
      clock: systemClock(),
    },
  };
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
