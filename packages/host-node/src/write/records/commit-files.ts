import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { commandOutput, type RunGit } from '../git/remote-git.ts';

export interface FilesToCommit {
  /** `undefined`: the first commit of a history of its own. */
  readonly parent: string | undefined;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly message: string;
}

/** Makes a commit of what its parent has and these files, and gives back its id. No branch, index or file of the user is touched. */
export async function commitFiles(git: RunGit, { parent, files, message }: FilesToCommit): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-records-'));
  try {
    const env = { GIT_INDEX_FILE: path.join(folder, 'index') };
    if (parent !== undefined) await commandOutput(git, ['read-tree', parent], env);
    for (const [name, bytes] of files) {
      const content = path.join(folder, 'content');
      await writeFile(content, bytes);
      const id = await commandOutput(git, ['hash-object', '-w', '--no-filters', '--', content]);
      await commandOutput(git, ['update-index', '--add', '--cacheinfo', `100644,${id},${name}`], env);
    }
    const tree = await commandOutput(git, ['write-tree'], env);
    const parents = parent === undefined ? [] : ['-p', parent];
    return await commandOutput(git, ['commit-tree', tree, ...parents, '-m', message]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
