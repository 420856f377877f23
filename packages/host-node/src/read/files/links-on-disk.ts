import { readlink } from 'node:fs/promises';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { pathFromBytes } from '../../text/path-bytes.ts';
import { isNotFound, resolveInRepository, withSlashes } from '../../system/path-resolution.ts';
import { readingProblem } from './disk-file.ts';

/** What symbolic links point at, by the path of the link. */
export type LinkTargets = ReadonlyMap<string, Known<string>>;

export const NO_LINK = unobserved('it is no symbolic link');

/** Of the files on disk. A link is read and not followed, and none above it is. */
export async function readLinksOnDisk(root: string, paths: readonly string[]): Promise<LinkTargets> {
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await targetOnDisk(root, path)] as const)),
  );
}

async function targetOnDisk(root: string, path: string): Promise<Known<string>> {
  try {
    const place = await resolveInRepository(root, path);
    if (place.kind === 'outside') return unobserved('it lies outside the repository');
    if (place.kind === 'behind-link') {
      return unobserved(`${place.folder} is a symbolic link, which is not followed`);
    }
    return observed(withSlashes(pathFromBytes(await readlink(place.location, { encoding: 'buffer' }))));
  } catch (error) {
    return isNotFound(error) || isAboutOther(error) ? NO_LINK : unobserved(readingProblem(error));
  }
}

/** Something is there that is no link; Windows has its own word for it. */
function isAboutOther(error: unknown): boolean {
  return ['EINVAL', 'UNKNOWN'].includes(errorCode(error) ?? '');
}
