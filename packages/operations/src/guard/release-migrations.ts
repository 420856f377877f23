import { observed, unobserved, type Known, type Parsers, type Policy } from '@lockkeeper/policy-core';
import { auditDatabases, type DatabaseAudit } from '@lockkeeper/policy-core/database';
import { pendingMigrations, type PendingMigrations } from '@lockkeeper/policy-core/deployment';
import { wholeHistories, type RevisionHistory } from '@lockkeeper/policy-core/migrations';

import type { Databases, Observers } from '../ports/index.ts';
import { observeBothDatabases } from '../databases/audited-databases.ts';
import { importedModules } from '../observe/imported-modules.ts';
import { readerAt } from '../observe/reader-at.ts';
import { revisionsHere } from '../observe/revisions-here.ts';

/** Both databases, and the migrations of one commit. */
export interface ReleaseMigrations {
  readonly audit: DatabaseAudit;
  readonly histories: Known<readonly RevisionHistory[]>;
  readonly pending: Known<PendingMigrations>;
}

interface Wanted {
  readonly policy: Policy;
  readonly commit: string;
  /** The commit of the last good deploy; `undefined`: none is known. */
  readonly lastGood: string | undefined;
  readonly observers: Observers;
  readonly databases: Databases;
  readonly loadParsers: () => Promise<Parsers>;
}

/** Looks at both databases and reads the migrations of the commit at the same time. */
export async function observeReleaseMigrations(wanted: Wanted): Promise<ReleaseMigrations> {
  const { policy, databases } = wanted;
  const [sights, histories] = await Promise.all([
    observeBothDatabases(policy, databases),
    historiesAt(wanted),
  ]);
  const { baseline, pgVersion } = policy.migrations;
  const audit = auditDatabases({ ...sights, histories, baseline: baseline?.id });
  const released = await releasedBeside(histories, wanted);
  return { audit, histories, pending: pendingMigrations({ audit, histories, released, pgVersion }) };
}

/** Only where there are several does one follow none of the databases, and is held against the last good deploy. */
async function releasedBeside(
  histories: Known<readonly RevisionHistory[]>,
  { lastGood, ...wanted }: Wanted,
): Promise<Known<readonly RevisionHistory[]>> {
  if (!histories.known || histories.value.length < 2) return NOT_ASKED;
  if (lastGood === undefined) return unobserved('no good deploy is recorded that it could be held against');
  return await historiesAt({ ...wanted, commit: lastGood });
}

async function historiesAt({
  policy,
  commit,
  observers,
  loadParsers,
}: Omit<Wanted, 'lastGood'>): Promise<Known<readonly RevisionHistory[]>> {
  const { paths, files } = await revisionsHere(policy, { head: commit, isRead: () => false }, observers);
  if (!paths.known) return paths;
  const modules = await importedModules(policy, { files, judged: {} }, readerAt(commit, observers));
  const sources = { paths, files, ...modules, atBase: NOT_ASKED, atRelease: NOT_ASKED };
  const histories = wholeHistories(policy, sources, await loadParsers());
  return observed(histories.filter((history) => history.files.size > 0));
}

const NOT_ASKED = unobserved('only one commit was looked at');
