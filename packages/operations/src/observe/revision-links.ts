import type { Observations, Policy } from '@lockkeeper/policy-core';
import { linkedPath, revisionLinksSought } from '@lockkeeper/policy-core/migrations';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';

interface Place {
  readonly seen: Pick<Observations, 'focus' | 'listing'>;
  readonly head: string;
}

/**
 * Links of a whole tree by which Alembic may come to revisions: to folders that hold something, and out of the
 * repository. In a change git says itself what is a link.
 */
export async function observeRevisionLinks(
  policy: Policy,
  { seen: { focus, listing }, head }: Place,
  observers: Observers,
): Promise<Observations['links']> {
  if (focus.kind !== 'tree' || !listing.known) return {};
  const sought = revisionLinksSought(policy, listing.value);
  if (sought.length === 0) return {};
  const { files, git } = observers;
  const answers = await (head === 'worktree' || git === undefined
    ? files.links(sought)
    : git.linksAt(head, sought));
  const links = [...answers].flatMap(([path, target]) =>
    target.known ? [{ path, target, leadsTo: linkedPath(path, target.value) }] : [],
  );
  const folders = links.flatMap(({ leadsTo }) => leadsTo ?? []);
  const listed = await listAt(head, folders, observers);
  const isFull = (folder: string) =>
    !listed.known || listed.value.some((path) => folder === '' || path.startsWith(`${folder}/`));
  return Object.fromEntries(
    links
      .filter(({ leadsTo }) => leadsTo === undefined || isFull(leadsTo))
      .map(({ path, target }) => [path, target]),
  );
}
