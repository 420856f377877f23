import { stat } from 'node:fs/promises';
import path from 'node:path';

import {
  createFileSystem,
  createGit,
  findRepository,
  remoteUrl,
  systemClock,
  variableNames,
} from '@lockkeeper/host-node/read';
import type { Observers } from '@lockkeeper/operations/ports';

import { failureReason } from '../errors/failure-reason.ts';
import { lazyGitHub } from './lazy-github.ts';
import type { PlaceOptions } from '../command-line/options.ts';
import { CliError } from '../errors/cli-error.ts';
import type { World } from '../world.ts';

/** Where a command works and what it may look at. */
export interface Repository {
  /** Absolute; the top folder, or the git folder of a bare repository. */
  readonly root: string;
  readonly observers: Observers;
  /** Why git is not asked, as a clause; `undefined` when it is. */
  readonly withoutGit: string | undefined;
}

/** The repository around the current folder or the one named, else the folder itself as plain files. */
export async function openRepository(
  { root, git }: PlaceOptions,
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
): Promise<Repository> {
  const start = path.resolve(cwd, root ?? '.');
  await mustBeFolder(start, root);
  if (!git) return plainFolder(start, 'git is not asked', env);
  const location = await findRepository(start);
  switch (location.kind) {
    case 'repository':
      return withGit(location.root, env);
    case 'bare':
      return withGit(location.gitDir, env);
    case 'none':
      return plainFolder(start, 'this is not a git repository', env);
    case 'no-git-program':
      return plainFolder(start, NO_GIT_PROGRAM, env);
    case 'refused':
      throw new CliError(
        'not-judged',
        `${location.problem.charAt(0).toUpperCase()}${location.problem.slice(1)}`,
      );
  }
}

const NO_GIT_PROGRAM = 'git is not installed or not on the PATH';

/** What may be missing at home must not be missing where everything has to be proved. */
export function mustHaveGitProgram({ withoutGit }: Repository, stage: string): void {
  if (withoutGit !== NO_GIT_PROGRAM) return;
  throw new CliError(
    'not-judged',
    `Nothing can be proved at stage ${stage}, because ${NO_GIT_PROGRAM}. Install git, or judge the files alone with --no-git.`,
  );
}

async function mustBeFolder(folder: string, named: string | undefined): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new CliError(
      'usage',
      `The folder ${named ?? folder} cannot be opened: ${failureReason(error)}. Name another with --root.`,
    );
  });
  if (!found.isDirectory())
    throw new CliError(
      'usage',
      `${named ?? folder} is not a folder. Name the folder of the repository with --root.`,
    );
}

function withGit(root: string, env: World['env']): Repository {
  const git = createGit(root);
  return {
    root,
    observers: {
      files: createFileSystem(root, { git }),
      git,
      forge: lazyGitHub(env, () => remoteUrl(root)),
      ...surroundings(env),
    },
    withoutGit: undefined,
  };
}

function plainFolder(root: string, withoutGit: string, env: World['env']): Repository {
  return {
    root,
    observers: {
      files: createFileSystem(root),
      git: undefined,
      forge: lazyGitHub(env, async () => undefined),
      ...surroundings(env),
    },
    withoutGit,
  };
}

function surroundings(env: World['env']): Pick<Observers, 'clock' | 'environment'> {
  return { clock: systemClock(), environment: variableNames(env) };
}
