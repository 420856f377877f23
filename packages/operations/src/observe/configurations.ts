import { observed, type FileContent, type Known, type Observations } from '@lockkeeper/policy-core';
import { configurationsAt } from '@lockkeeper/policy-core/migrations';

import type { Observers } from '../ports/index.ts';

/** Where configurations may lie in these folders. */
export async function configurationPaths(
  folders: readonly string[],
  head: string,
  observers: Pick<Observers, 'git'>,
): Promise<readonly string[]> {
  const names = await namesAt(head, folders, observers);
  return [...new Set(folders.flatMap((folder) => configurationsAt(folder, names.get(folder))))];
}

/** What lies in these folders, as far as git tells: on disk there may be more. */
export async function namesAt(
  head: string,
  folders: readonly string[],
  { git }: Pick<Observers, 'git'>,
): Promise<ReadonlyMap<string, Known<readonly string[]>>> {
  if (folders.length === 0 || git === undefined) return new Map();
  const entries = await git.foldersAt(head === 'worktree' ? 'HEAD' : head, folders);
  return new Map(
    Array.from(entries, ([folder, found]) => [
      folder,
      found.known ? observed(found.value.map(({ name }) => name)) : found,
    ]),
  );
}

export function existingFiles(texts: ReadonlyMap<string, Known<FileContent>>): Observations['files'] {
  return Object.fromEntries(
    [...texts].filter(([, content]) => !content.known || content.value.kind !== 'absent'),
  );
}
