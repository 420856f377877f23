import type { Known } from '@lockkeeper/policy-core';

/** What a release has to know of the history besides what is judged. Nothing here changes it. Reasons are clauses. Never rejects. */
export interface ReleaseHistory {
  /** The tree of a commit, by its id. */
  tree(commit: string): Promise<Known<string>>;
  /** The newest commit of a branch, along its first parents, that has this tree; `null`: none has. */
  withTree(tip: string, tree: string): Promise<Known<string | null>>;
  /** The first lines of messages, by the ids of the commits; those that are not here are left out. */
  subjects(commits: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How many commits one has and another has not, by their ids. */
  ahead(range: { readonly from: string; readonly to: string }): Promise<Known<number>>;
  /** The annotated and light tags at a commit, and whether somebody signed them who may. */
  tags(commit: string, signers: string | undefined): Promise<Known<readonly SignedTag[]>>;
  /** All who wrote, committed or signed what one commit has and another has not, as its commits say. */
  makers(range: { readonly from: string | null; readonly to: string }): Promise<Known<CommitMakers>>;
}

/** What commits say of those who made them. */
export interface CommitMakers {
  /** Mail addresses of all who wrote or committed, in lower case. */
  readonly addresses: readonly string[];
  /** Fingerprints of the SSH keys that signed. */
  readonly keys: readonly string[];
}

export interface SignedTag {
  readonly name: string;
  readonly signature: Known<{ readonly isGood: boolean; readonly why: string }>;
}
