import type { Policy } from '@lockkeeper/policy-core';
import type { GuardCheck, ReleaseMigrations } from '@lockkeeper/policy-core/deployment';

import type { Seen } from '../observe/seen.ts';
import type { DeployRecords, Observers } from '../ports/index.ts';

/** What is about to be deployed, as everything that asks about it sees it. */
export interface ReleaseContext {
  /** The one of the commit. */
  readonly policy: Policy;
  /** Full id. */
  readonly commit: string;
  /** The commit of the last good deploy, where one is recorded and it came before. */
  readonly lastGood: string | undefined;
  /** Where it is about to be deployed; `undefined`: nobody named it. */
  readonly environment: string | undefined;
  readonly seen: Seen;
  readonly observers: Observers;
  /** Where the policy keeps them, as they are for this commit. */
  readonly records: DeployRecords;
  /** Both databases, the migrations of the commit and what is pending between them; looked at once, when first asked for. */
  readonly migrations: () => Promise<ReleaseMigrations>;
}

/**
 * What the guard asks besides the policy: looks, and answers with a row of the table, or several. Rejects only with a fault
 * of its own; what cannot be seen is a row that is not proved.
 */
export type GuardProbe = (release: ReleaseContext) => Promise<GuardCheck | readonly GuardCheck[]>;
