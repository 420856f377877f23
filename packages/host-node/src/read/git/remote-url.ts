import { gitCommandIn } from './git-command.ts';

/** Where a remote points, `origin` by default, as git resolves it; `undefined` where there is no such remote. May hold a password. */
export async function remoteUrl(root: string, remote = 'origin'): Promise<string | undefined> {
  const outcome = await gitCommandIn(root)(['remote', 'get-url', '--', remote]);
  if (outcome.kind !== 'exited' || outcome.code !== 0) return undefined;
  return outcome.stdout.toString('utf8').split('\n')[0];
}
