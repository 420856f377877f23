import { observed, type Policy } from '@lockkeeper/policy-core';
import { revisionsToRead, versionFolders } from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';
import type { RevisionsHere } from './revisions-here.ts';

interface Seen {
  readonly here: RevisionsHere;
  /** Configurations that only the target branch has changed. */
  readonly theirs: RevisionSources['files'];
  readonly head: string;
  /** Whether the text of a path is at hand already. */
  readonly isRead: (path: string) => boolean;
}

type Sources = Pick<RevisionSources, 'paths' | 'files'>;

/** With what lies here, and is loaded only as soon as the configuration of the target branch counts. */
export async function revisionsOnMerge(
  policy: Policy,
  { here, theirs, head, isRead }: Seen,
  observers: Observers,
): Promise<Sources> {
  const { paths, files, folders } = here;
  if (!paths.known || Object.keys(theirs).length === 0) return { paths, files };
  const configurations = { ...files, ...theirs };
  const others = versionFolders(policy, configurations).filter((folder) => !folders.includes(folder));
  const listed = await listAt(head, others, observers);
  if (!listed.known) return { paths: listed, files };
  const all = [...new Set([...paths.value, ...listed.value])];
  const open = revisionsToRead(policy, all, configurations).filter(
    (path) => !isRead(path) && !Object.hasOwn(files, path),
  );
  const texts = await readerAt(head, observers)(open);
  return { paths: observed(all), files: { ...files, ...Object.fromEntries(texts) } };
}
