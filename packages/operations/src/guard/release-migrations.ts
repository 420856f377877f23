import { unobserved, type Known, type Parsers, type Policy } from '@lockkeeper/policy-core';
import { auditDatabases } from '@lockkeeper/policy-core/database';
import { pendingMigrations, type ReleaseMigrations } from '@lockkeeper/policy-core/deployment';
import type { RevisionHistory } from '@lockkeeper/policy-core/migrations';

import type { Databases, Observers } from '../ports/index.ts';
import { observeBothDatabases } from '../databases/audited-databases.ts';
import { historiesAt } from '../observe/histories-at.ts';

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
  return {
    kind: 'asked',
    audit,
    histories,
    pending: pendingMigrations({ audit, histories, released, pgVersion }),
  };
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

const NOT_ASKED = unobserved('only one commit was looked at');
