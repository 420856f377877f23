import type { Repository } from '../../repository/repository.ts';
import { generatedFileState } from './generated-file-state.ts';

/** Those of the paths where a file lies that Lockkeeper wrote, from a policy that asked for it. */
export async function staleFiles(
  paths: readonly string[] = [],
  repository: Pick<Repository, 'observers' | 'root'>,
): Promise<readonly string[]> {
  const states = await Promise.all(paths.map((path) => generatedFileState({ path, text: '' }, repository)));
  return paths.filter((_, index) => states[index]?.kind === 'outdated');
}
