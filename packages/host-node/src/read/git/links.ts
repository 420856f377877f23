import { observed, unobserved } from '@lockkeeper/policy-core';

import { pathFromBytes } from '../../text/path-bytes.ts';
import { NO_LINK, type LinkTargets } from '../files/links-on-disk.ts';
import type { RunGitCommand } from './git-command.ts';
import { walkTree, type PathsAtCommit, type TreeReader } from './tree-walk.ts';

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

export function readLinksAt(git: RunGitCommand, where: PathsAtCommit): Promise<LinkTargets> {
  return walkTree(git, where, TARGETS);
}

/** The link that git makes on disk ends at the first NUL, whatever a reviewer was shown behind it. */
function endOf(content: Buffer): number {
  const nul = content.indexOf(0);
  return nul === -1 ? content.length : nul;
}
