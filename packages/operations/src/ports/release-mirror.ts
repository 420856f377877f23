import type { Known } from '@lockkeeper/policy-core';
import type { Refs, OfferedRelease, ReleasedEntry, UpdateRefusal } from '@lockkeeper/policy-core/update';

export type {
  ClockReading,
  Refs,
  OfferedRelease,
  ReleasedEntry,
  SetupSight,
  SignatureSight,
  UpdateRefusal,
} from '@lockkeeper/policy-core/update';

/** What a remote answered, or why it did not. */
export type RemoteAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: UpdateRefusal };

/** Fetches what a remote offers into a bare repository that serves nothing else. Never rejects. */
export interface ReleaseFetcher {
  /** What the program that fetches and verifies says of itself, such as `git version 2.39.5`. */
  version(): Promise<Known<string>>;
  /** What branches and tags of the remote point at now. Tags are the objects that they name, not what is behind them. */
  offered(): Promise<RemoteAnswer<Refs>>;
  /** Brings all of them, and forgets those that are gone. A tag that was fetched before is never moved. */
  fetch(): Promise<RemoteAnswer<undefined>>;
}

/** Looks at what was fetched. Nothing of it is run, and no file of it is written. Never rejects. */
export interface ReleaseReader {
  /** What branches and tags pointed at when they were fetched. */
  refs(): Promise<Known<Refs>>;
  look(ref: string): Promise<Known<OfferedRelease>>;
  /** Tags that seem to name a release as withdrawn. */
  withdrawing(version: string): Promise<Known<readonly string[]>>;
  /** Every file of the commit that a ref leads to. */
  contents(ref: string): Promise<Known<readonly ReleasedEntry[]>>;
  /** Whether a branch has a commit, by its id. */
  isOn(commit: string, branch: string): Promise<Known<boolean>>;
}
