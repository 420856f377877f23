import { hasSucceeded, NO_COMMIT, remoteFailure, remoteGit } from '../git/remote-git.ts';
import { fetchedTip } from './records-branch.ts';

interface RemotePlace {
  /** Folder of a repository. */
  readonly root: string;
  readonly remote: string;
}

/** The branch that the remote itself shows first; `undefined` where it does not say. Rejects where it cannot be reached. */
export async function defaultBranch({ root, remote }: RemotePlace): Promise<string | undefined> {
  const listed = await remoteGit(root)(['ls-remote', '--quiet', '--symref', '--', remote, 'HEAD']);
  if (!hasSucceeded(listed)) throw remoteFailure(remote, listed);
  return /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed.stdout.toString('utf8'))?.[1];
}

/** The commit of a branch of the remote, with all it needs; `undefined` where there is no such branch. */
export async function remoteTip({ root, remote }: RemotePlace, branch: string): Promise<string | undefined> {
  const tip = await fetchedTip(remoteGit(root), { root, remote, branch });
  return tip === NO_COMMIT ? undefined : tip;
}
