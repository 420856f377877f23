import type { FileContent, Known } from '@lockkeeper/policy-core';

import type { LogReader } from './log-store.ts';

/** The deploy records and the audit log, wherever the policy keeps them. */
export interface DeployRecords {
  readonly logs: LogReader;
  /** A record, by its path. */
  read(path: string): Promise<Known<FileContent>>;
  /** Left out where the tree holds the records themselves. */
  readonly mirror?: RecordsMirror;
}

/** What the tree holds of records that lie on a branch. */
export interface RecordsMirror {
  /** Such as `origin/lockkeeper/records`. */
  readonly branch: string;
  /** The command that brings it up to date. */
  readonly refresh: string;
  read(path: string): Promise<Known<FileContent>>;
}
