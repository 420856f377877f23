import { FETCH, hasSucceeded, remoteGit } from '../git/remote-git.ts';
import type { RecordsPlace } from './records-branch.ts';

/**
 * Gets the commits behind the one checked out that a shallow clone lacks: what they held of the records counts. No ref
 * moves. Where the remote does not give them, the clone stays as it is, and whoever needs them says so.
 */
export async function fetchWholeHistory({
  root,
  remote,
}: Pick<RecordsPlace, 'root' | 'remote'>): Promise<void> {
  const git = remoteGit(root);
  const asked = await git(['rev-parse', '--is-shallow-repository', 'HEAD']);
  if (!hasSucceeded(asked)) return;
  const [isShallow, head = ''] = asked.stdout.toString('utf8').split('\n');
  if (isShallow === 'true') await git([...FETCH, '--unshallow', '--', remote, head]);
}
