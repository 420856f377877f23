import type { Policy } from '@lockkeeper/policy-core';
import type { LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import type {
  DeployedService,
  ReadyCommit,
  ReleaseSight,
  ServiceEnvironment,
  TriedPlace,
  WayBack,
} from '@lockkeeper/policy-core/deployment/run';

import type { LockPlace } from '../locks/environment-lock.ts';
import type { BranchMover, DeployRecords, Driver, Observers, ReleaseHistory } from '../ports/index.ts';

/** What would be released, and where. */
export interface ReleaseQuestion {
  readonly policy: Policy;
  /** Digest of the policy file of the commit. */
  readonly policyDigest: string;
  readonly service: DeployedService;
  readonly environment: ServiceEnvironment;
  /** Full id of what would run there. */
  readonly commit: string;
  /** The commit, or a run of it that waits, was named: that a later one is ready does not stand against it. */
  readonly isNamed: boolean;
  /** Where production comes from, such as `origin` and `main`; `undefined`: it is not asked for. */
  readonly branch: { readonly remote: string; readonly name: string } | undefined;
}

/** Everything that is asked before something is deployed. Nothing of it changes anything. */
export interface ReleaseSources {
  readonly observers: Observers;
  /** All of the log, where it can be relied on. */
  readonly entries: readonly LogEntry[];
  readonly records: DeployRecords;
  /** Path of the record of the place. */
  readonly record: string;
  readonly history: ReleaseHistory;
  readonly branches: BranchMover;
  readonly driver: Driver;
  readonly lock: LockPlace;
  /** The file of those who may sign, where the policy names it. */
  readonly signers: string | undefined;
  readonly guard: (previous: string | null) => Promise<ReleaseSight['guard']>;
  /** `undefined`: nobody has to approve it. */
  readonly makers: (previous: string | null) => Promise<ReleaseSight['makers']>;
  readonly wayBack: (previous: string | null) => Promise<WayBack>;
  /** Whether the commit is still well where it was tried; `undefined`: something else runs there by now. */
  readonly stillWell: (ready: ReadyCommit) => Promise<TriedPlace['stillWell']>;
  /** The commit whose policy holds. */
  readonly trusted: string;
}
