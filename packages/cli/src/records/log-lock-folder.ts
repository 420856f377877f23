import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where writers of the audit log of a repository wait for each other, which is not under version control: in the folder of
 * git, that of its working tree where there are several. Without git it lies beside the log.
 */
export async function logLockFolder(root: string): Promise<string> {
  const git = path.join(root, '.git');
  const found = await stat(git).catch(() => undefined);
  if (found?.isDirectory() === true) return path.join(git, 'lockkeeper');
  const written = found?.isFile() === true ? await readFile(git, 'utf8') : '';
  const [, elsewhere] = /^gitdir: (.+)/.exec(written) ?? [];
  if (elsewhere !== undefined) return path.join(path.resolve(root, elsewhere.trim()), 'lockkeeper');
  return path.join(root, 'infrastructure/deploys/.lockkeeper');
}
