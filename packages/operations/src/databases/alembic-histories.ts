import { observed, unobserved, type Known, type Parsers, type Policy } from '@lockkeeper/policy-core';
import type { RevisionHistory } from '@lockkeeper/policy-core/migrations';

import type { Observers } from '../ports/index.ts';

/** The Alembic environments of the repository that hold revisions, as they lie on disk. */
export async function observeHistories(
  { policy, loadParsers }: { readonly policy: Policy; readonly loadParsers: () => Promise<Parsers> },
  observers: Observers,
): Promise<Known<readonly RevisionHistory[]>> {
  if (policy.migrations.alembic.length === 0) return unobserved('no Alembic revisions were found');
  // What reads revisions is loaded only where there are some, and while databases are asked what they hold.
  const { observeWholeRevisions, wholeHistories } = await import('../observe/whole-revisions.ts');
  const sources = await observeWholeRevisions(policy, observers);
  if (!sources.paths.known) return sources.paths;
  const histories = wholeHistories(policy, sources, await loadParsers());
  return observed(histories.filter(({ files }) => files.size > 0));
}
