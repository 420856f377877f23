import type { Known } from '@lockkeeper/policy-core';

/** Pull requests of one repository, which are opened and nothing else: people merge them. Reasons are clauses. Never rejects. */
export interface PullRequests {
  /** Whether they may be opened by whoever asks, as far as the forge says so beforehand. */
  mayOpen(): Promise<Known<boolean>>;
  /** The one that is open from a branch; else the last one that ended with this commit; `null`: there is none. */
  from(branch: string, commit: string): Promise<Known<FoundPullRequest | null>>;
  open(wanted: {
    readonly branch: string;
    readonly into: string;
    readonly title: string;
    /** Markdown. */
    readonly text: string;
  }): Promise<OpenedPullRequest>;
}

export interface FoundPullRequest {
  readonly number: number;
  /** Of its page. */
  readonly url: string;
  readonly state: 'open' | 'merged' | 'closed';
}

export type OpenedPullRequest =
  | { readonly kind: 'opened'; readonly number: number; readonly url: string }
  /** It is known that none was opened. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody knows whether it was. */
  | { readonly kind: 'unknown'; readonly why: string };
