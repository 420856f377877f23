import path from 'node:path';

import { finalWords, lastLines } from '../../system/last-lines.ts';
import { writeWithGit } from './git-write.ts';

export interface TagToSign {
  readonly version: string;
  readonly commit: string;
  readonly message: string;
  /** A file of an SSH key; left out: as git of the user signs. */
  readonly key?: string;
}

/** Makes and takes back signed tags. Nobody's tag is replaced. @param root of the repository */
export function createReleaseTagger(root: string) {
  const git = writeWithGit(root);
  return {
    /** Why there is none, as a clause; `undefined`: there is one. */
    sign: async ({ version, commit, message, key }: TagToSign): Promise<string | undefined> => {
      const signing =
        key === undefined ? [] : ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${path.resolve(root, key)}`];
      const args = ['tag', '--sign', '--cleanup=verbatim', '-m', message, version, commit];
      const ended = await git([...signing, ...args]);
      if (ended.kind === 'not-installed') return 'git is not installed';
      if (ended.kind === 'stopped') return ended.problem;
      if (ended.code === 0) return undefined;
      const lines = lastLines();
      lines.add(Buffer.from(ended.stderr));
      return `git tag ended with ${ended.code}${finalWords(lines.all())}`;
    },
    remove: async (version: string): Promise<void> => {
      await git(['tag', '--delete', version]);
    },
  };
}
