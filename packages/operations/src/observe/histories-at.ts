import { observed, unobserved, type Known, type Parsers, type Policy } from '@lockkeeper/policy-core';
import { wholeHistories, type RevisionHistory } from '@lockkeeper/policy-core/migrations';

import type { Observers } from '../ports/index.ts';
import { importedModules } from './imported-modules.ts';
import { readerAt } from './reader-at.ts';
import { revisionsHere } from './revisions-here.ts';

interface Wanted {
  readonly policy: Policy;
  readonly commit: string;
  readonly observers: Observers;
  readonly loadParsers: () => Promise<Parsers>;
}

/** The Alembic environments of one commit that hold revisions. */
export async function historiesAt({
  policy,
  commit,
  observers,
  loadParsers,
}: Wanted): Promise<Known<readonly RevisionHistory[]>> {
  const { paths, files } = await revisionsHere(policy, { head: commit, isRead: () => false }, observers);
  if (!paths.known) return paths;
  const modules = await importedModules(policy, { files, judged: {} }, readerAt(commit, observers));
  const sources = { paths, files, ...modules, atBase: NOT_ASKED, atRelease: NOT_ASKED };
  const histories = wholeHistories(policy, sources, await loadParsers());
  return observed(histories.filter((history) => history.files.size > 0));
}

const NOT_ASKED = unobserved('only one commit was looked at');
