import { gitCommandIn } from './git-command.ts';

/** Whether git leaves a file out that it does not know yet; `false` also where it cannot tell. */
export async function isIgnored(root: string, file: string): Promise<boolean> {
  const outcome = await gitCommandIn(root)(['check-ignore', '--quiet', '--', `./${file}`]);
  return outcome.kind === 'exited' && outcome.code === 0;
}
