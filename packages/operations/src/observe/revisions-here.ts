import { observed, type Policy } from '@lockkeeper/policy-core';
import { configurationFolders, revisionsToRead, versionFolders } from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { configurationPaths, existingFiles } from './configurations.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';

export interface RevisionsHere extends Pick<RevisionSources, 'paths' | 'files'> {
  /** Where revisions lie: below the policy's folders, and those that a configuration adds. */
  readonly folders: readonly string[];
}

interface Place {
  readonly head: string;
  /** Whether the text of a path is at hand already. */
  readonly isRead: (path: string) => boolean;
}

/** The revisions of one commit, or those on disk, with the configurations that load them. */
export async function revisionsHere(
  policy: Policy,
  { head, isRead }: Place,
  observers: Observers,
): Promise<RevisionsHere> {
  const read = readerAt(head, observers);
  const configurations = existingFiles(
    await read(await configurationPaths(configurationFolders(policy), head, observers)),
  );
  const folders = versionFolders(policy, configurations);
  const listed = await listAt(head, folders, observers);
  if (!listed.known) return { paths: listed, files: configurations, folders };
  const paths = [...new Set([...Object.keys(configurations), ...listed.value])];
  const wanted = revisionsToRead(policy, paths, configurations).filter((path) => !isRead(path));
  const texts = await read(wanted);
  return {
    paths: observed(paths),
    files: { ...configurations, ...Object.fromEntries(texts) },
    folders,
  };
}
