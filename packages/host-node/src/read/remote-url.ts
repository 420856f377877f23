import { gitIn } from './git-command.ts';

/** Where `origin` points, as git resolves it; `undefined` where there is no such remote. May hold a password. */
export async function remoteUrl(root: string): Promise<string | undefined> {
  const outcome = await gitIn(root)(['remote', 'get-url', 'origin']);
  if (outcome.kind !== 'exited' || outcome.code !== 0) return undefined;
  return outcome.stdout.toString('utf8').split('\n')[0];
}
