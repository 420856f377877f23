import type { Register, RegisterState } from '@lockkeeper/operations/ports';

import {
  FETCH,
  hasSucceeded,
  NO_COMMIT,
  PUSH,
  remoteFailure,
  remoteGit,
  versionAt,
  commandOutput,
  type RemoteRef,
  type RunGit,
} from '../git/remote-git.ts';

export interface GitRegisterOptions extends RemoteRef {
  /** Folder of a repository. */
  readonly root: string;
}

/**
 * A register in a ref of a shared git remote: each version is a commit without files whose message is the text. The
 * server moves the ref only where it still points at the commit that was seen, so that of those who saw the same
 * version, one makes the next. Nothing is checked out, no branch is touched, and no hook of the repository runs.
 */
export function createGitRegister({ root, remote, ref }: GitRegisterOptions): Register {
  const git = remoteGit(root);
  const place = { remote, ref };
  return {
    read: async () => await readRef(git, place),
    swap: async (seen, text) => {
      const version = await commitOf(git, text);
      const lease = `--force-with-lease=${ref}:${seen.version}`;
      const pushed = await git([...PUSH, lease, '--', remote, `${version}:${ref}`]);
      if (hasSucceeded(pushed)) return { version, text };
      // The server may have moved the ref although its answer was lost.
      const now = await versionAt(git, place);
      if (now === version) return { version, text };
      if (now !== seen.version) return undefined;
      throw remoteFailure(ref, pushed);
    },
  };
}

async function readRef(git: RunGit, place: RemoteRef): Promise<RegisterState> {
  for (;;) {
    const version = await versionAt(git, place);
    if (version === NO_COMMIT) return { version, text: undefined };
    const text = await textOf(git, version);
    if (text !== undefined) return { version, text };
    const fetched = await git([...FETCH, '--', place.remote, place.ref]);
    // Where the ref moved on or was deleted meanwhile, it is looked for again.
    const known = hasSucceeded(fetched) ? await textOf(git, version) : undefined;
    if (known !== undefined) return { version, text: known };
    if (!hasSucceeded(fetched) && (await versionAt(git, place)) === version)
      throw remoteFailure(place.ref, fetched);
  }
}

/** `undefined` where there is no such commit here yet. */
async function textOf(git: RunGit, version: string): Promise<string | undefined> {
  const commit = await git(['cat-file', 'commit', version]);
  if (!hasSucceeded(commit)) return undefined;
  const content = commit.stdout.toString('utf8');
  return content.slice(content.indexOf('\n\n') + 2);
}

async function commitOf(git: RunGit, text: string): Promise<string> {
  // Its standard input is empty, and so is the tree.
  const tree = await commandOutput(git, ['mktree']);
  return await commandOutput(git, ['commit-tree', tree, '-m', text.replace(/\n$/, '')]);
}

/** Names of the refs below a prefix of a shared remote, such as `refs/lockkeeper/locks/`, sorted. */
export async function gitRegisters({
  root,
  remote,
  prefix,
}: Pick<GitRegisterOptions, 'root' | 'remote'> & { readonly prefix: string }): Promise<readonly string[]> {
  const listed = await remoteGit(root)(['ls-remote', '--quiet', '--', remote, `${prefix}*`]);
  if (!hasSucceeded(listed)) throw remoteFailure(prefix, listed);
  const refs = listed.stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => line.split('\t').slice(1));
  return refs.filter((ref) => ref.startsWith(prefix)).toSorted();
}
