import { readlink } from 'node:fs/promises';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { pathFromBytes } from '../../text/path-bytes.ts';
import { isAbsence, placeInRepository, withSlashes } from '../../system/place-in-repository.ts';
import { readingProblem } from '../files/disk-file.ts';
import type { AskGit } from './git-command.ts';
import { walkTree, type PathsAtCommit, type TreeReader } from './tree-walk.ts';

type Targets = ReadonlyMap<string, Known<string>>;

const NO_LINK = unobserved('it is no symbolic link');

const TARGETS: TreeReader<string> = {
  // Longer than a path may be on any system.
  limit: 64 * 1024,
  absent: NO_LINK,
  folder: () => NO_LINK,
  entry: (mode) => (mode === '120000' ? undefined : NO_LINK),
  blob: (_path, { content }) =>
    content === undefined
      ? unobserved('what it points at is longer than any path')
      : observed(pathFromBytes(content.subarray(0, endOf(content)))),
};

export function readLinksAt(git: AskGit, where: PathsAtCommit): Promise<Targets> {
  return walkTree(git, where, TARGETS);
}

/** Of the files on disk. A link is read and not followed, and none above it is. */
export async function readLinksOnDisk(root: string, paths: readonly string[]): Promise<Targets> {
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await targetOnDisk(root, path)] as const)),
  );
}

/** The link that git makes on disk ends at the first NUL, whatever a reviewer was shown behind it. */
function endOf(content: Buffer): number {
  const nul = content.indexOf(0);
  return nul === -1 ? content.length : nul;
}

async function targetOnDisk(root: string, path: string): Promise<Known<string>> {
  try {
    const place = await placeInRepository(root, path);
    if (place.kind === 'outside') return unobserved('it lies outside the repository');
    if (place.kind === 'behind-link') {
      return unobserved(`${place.folder} is a symbolic link, which is not followed`);
    }
    return observed(withSlashes(pathFromBytes(await readlink(place.location, { encoding: 'buffer' }))));
  } catch (error) {
    return isAbsence(error) || isAboutOther(error) ? NO_LINK : unobserved(readingProblem(error));
  }
}

/** Something is there that is no link; Windows has its own word for it. */
function isAboutOther(error: unknown): boolean {
  return ['EINVAL', 'UNKNOWN'].includes(errorCode(error) ?? '');
}
