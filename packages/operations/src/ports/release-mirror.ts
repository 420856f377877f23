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

/** Fetches what a remote offers into a bare repository that serves nothing else. Only `keep` rejects. */
export interface ReleaseFetcher {
  /** What the program that fetches and verifies says of itself, such as `git version 2.39.5`. */
  version(): Promise<Known<string>>;
  /** What branches and tags of the remote point at now. Tags are the objects that they name, not what is behind them. */
  offered(): Promise<RemoteAnswer<Refs>>;
  /** Brings the main branch and all tags as the remote has them now, and forgets tags that are gone. */
  fetch(): Promise<RemoteAnswer<undefined>>;
  /**
   * Keeps tags of the mirror that were verified, whatever the remote does with them later: by ids of objects under names of
   * refs. One that is kept already stays as it is.
   */
  keep(verified: Refs): Promise<void>;
}

/** A tag of the mirror, as far as it says something itself. */
export interface SignedTagAt extends Pick<OfferedRelease, 'type' | 'payload' | 'signature'> {
  readonly ref: string;
}

/** Looks at what was fetched. Nothing of it is run, and no file of it is written. Never rejects. */
export interface ReleaseReader {
  /** What branches and tags pointed at when they were fetched, and what is kept of those that were verified. */
  refs(): Promise<Known<Refs>>;
  look(ref: string): Promise<Known<OfferedRelease>>;
  /** Tags, fetched or kept, that seem to withdraw a release. What they lead to is not looked at. */
  withdrawing(): Promise<Known<readonly SignedTagAt[]>>;
  /** Every file of the commit that a ref leads to. */
  contents(ref: string): Promise<Known<readonly ReleasedEntry[]>>;
  /** Whether a branch has a commit, by its id. */
  isOn(commit: string, branch: string): Promise<Known<boolean>>;
}
