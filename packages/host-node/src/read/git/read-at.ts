import { observed, type FileContent, type Known } from '@lockkeeper/policy-core';

import { contentOfBytes, MAX_FILE_BYTES, tooLarge, unreadable } from '../files/file-bytes.ts';
import type { RunGitCommand } from './git-command.ts';
import { walkTree, type PathsAtCommit, type TreeReader } from './tree-walk.ts';

const FOLDER = observed(unreadable('it is a folder'));
const SYMBOLIC_LINK = observed(unreadable('it is a symbolic link'));
const SUBMODULE = observed(unreadable('it is a submodule'));

const CONTENTS: TreeReader<FileContent> = {
  limit: MAX_FILE_BYTES,
  absent: observed({ kind: 'absent' }),
  folder: () => FOLDER,
  entry: (mode) => (mode === '120000' ? SYMBOLIC_LINK : mode === '160000' ? SUBMODULE : undefined),
  blob: (path, { content, size }) =>
    observed(content === undefined ? tooLarge(size) : contentOfBytes(path, content)),
};

export function readFilesAt(
  git: RunGitCommand,
  where: PathsAtCommit,
): Promise<ReadonlyMap<string, Known<FileContent>>> {
  return walkTree(git, where, CONTENTS);
}
