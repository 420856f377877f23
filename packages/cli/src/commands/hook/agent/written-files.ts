import path from 'node:path';

import { resolvePaths, linkedWorktreeOf, type ResolvedPath } from '@lockkeeper/host-node/read';
import { gitLookAlike } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import { nearestFolderWith, hookRepositoryOnDisk, type HookRepository } from '../hook-repository.ts';

/** What one write means for one repository. */
export interface WrittenFile {
  readonly repository: HookRepository;
  /** Paths in the repository that stand for the file, the one it really has last. */
  readonly paths: readonly string[];
  /** Paths that lead into the folder of git itself. */
  readonly inGitFolder: readonly string[];
  /** Paths of the repository through a link that leads out of it. */
  readonly leadingOut: readonly string[];
}

/** Every repository that a write reaches, by any of the names it may be understood by. */
export async function writtenFiles(
  names: readonly string[],
  world: Pick<World, 'env'>,
): Promise<readonly WrittenFile[]> {
  const written = await Promise.all(names.map((name) => placesOf(name)));
  const folders = [...new Set(written.flat().map(({ folder }) => folder))];
  const repositories = new Map<string, HookRepository>();
  for (const found of await Promise.all(folders.map((folder) => around(folder, world)))) {
    for (const repository of found) repositories.set(repository.root, repository);
  }
  return [...repositories.values()].flatMap((repository) => fileIn(repository, written));
}

/** Git's own folder belongs to the repository around it. */
async function placesOf(name: string): Promise<readonly ResolvedPath[]> {
  const places = await resolvePaths(name);
  return places.map((place) => {
    const above = aboveGitFolder(place.path);
    return above !== undefined && isBelow(place.folder, above) ? { ...place, folder: above } : place;
  });
}

/** The folder that holds the first part of the path that is, or that some disk takes for, `.git`. */
function aboveGitFolder(place: string): string | undefined {
  const { root } = path.parse(place);
  const parts = place.slice(root.length).split(path.sep);
  const index = parts.findIndex((part) => gitLookAlike(part) === '.git');
  return index === -1 ? undefined : path.join(root, ...parts.slice(0, index));
}

/** The repository around a folder, and those around that one, where it is a part of them. */
async function around(folder: string, world: Pick<World, 'env'>): Promise<readonly HookRepository[]> {
  const repository = await hookRepositoryOnDisk(folder, world);
  if (repository === undefined) return [];
  const main = await linkedWorktreeOf(repository.root);
  const outer = await nearestFolderWith('.git', path.dirname(repository.root));
  // A further worktree may lie inside the first; both are the same repository.
  if (outer === undefined || outer === main) return [repository];
  return [repository, ...(await around(outer, world))];
}

function fileIn(
  repository: HookRepository,
  written: readonly (readonly ResolvedPath[])[],
): readonly WrittenFile[] {
  const paths = new Set<string>();
  const leadingOut = new Set<string>();
  for (const places of written) {
    const isInside = places.some(
      ({ path: place, kind }) => kind === 'end' && isBelow(place, repository.root),
    );
    for (const place of places) {
      if (!isBelow(place.path, repository.root)) continue;
      const relative = path.relative(repository.root, place.path).split(path.sep).join('/');
      paths.add(relative);
      if (place.kind === 'through-link' && !isInside) leadingOut.add(relative);
    }
  }
  const isGit = (relative: string): boolean =>
    relative.split('/').some((part) => gitLookAlike(part) === '.git');
  const own = [...paths].filter((relative) => !isGit(relative));
  if (paths.size === 0) return [];
  return [{ repository, paths: own, inGitFolder: [...paths].filter(isGit), leadingOut: [...leadingOut] }];
}

function isBelow(place: string, folder: string): boolean {
  const relative = path.relative(folder, place);
  return (
    relative !== '' &&
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
}
