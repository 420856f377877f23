import { lstat } from 'node:fs/promises';
import path from 'node:path';

import { openRepository, type Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

/** Where a service is installed: the folder of its releases, which is no checkout itself, or the checkout that it runs from. */
export async function openService(root: string | undefined, world: World): Promise<Repository> {
  const folder = path.resolve(world.cwd, root ?? '.');
  const current = await lstat(path.join(folder, 'current')).catch(() => undefined);
  const hasReleases = current?.isSymbolicLink() === true;
  return await openRepository({ ...(root !== undefined && { root }), git: !hasReleases }, world);
}
