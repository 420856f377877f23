import { createHash } from 'node:crypto';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { MAX_FILE_BYTES } from '../files/file-bytes.ts';
import type { RunGitCommand } from './git-command.ts';
import { walkTree, type PathsAtCommit, type TreeReader } from './tree-walk.ts';

const DIGESTS: TreeReader<string | null> = {
  limit: MAX_FILE_BYTES,
  absent: observed(null),
  folder: () => unobserved('it is a folder'),
  entry: (mode) =>
    mode === '120000'
      ? unobserved('it is a symbolic link')
      : mode === '160000'
        ? unobserved('it is a submodule')
        : undefined,
  blob: (_path, { content, size }) =>
    content === undefined
      ? unobserved(`it has ${size} bytes and more than ${MAX_FILE_BYTES} are not read`)
      : observed(createHash('sha256').update(content).digest('hex')),
};

/** SHA-256 of the bytes as git stores them, whatever they mean; `null` where there is nothing. */
export function digestsAt(
  git: RunGitCommand,
  where: PathsAtCommit,
): Promise<ReadonlyMap<string, Known<string | null>>> {
  return walkTree(git, where, DIGESTS);
}
