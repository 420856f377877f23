import type { Known } from '@lockkeeper/policy-core';

/** Branches of a remote, which are made and moved forward, and nothing else. Reasons are clauses. Never rejects. */
export interface BranchMover {
  /** The branch that people branch off, as the remote says. */
  main(): Promise<Known<string>>;
  /** Where the branch is now, asked of the remote; `null`: it is not there. */
  tip(branch: string): Promise<Known<string | null>>;
  /** Whether a commit is one of those behind the tip of a branch, or the tip. */
  has(tip: string, commit: string): Promise<Known<boolean>>;
  /** Moves it from one commit to a later one, provided that it is still at the first; `null`: makes it, where there is none. */
  advance(move: {
    readonly branch: string;
    readonly from: string | null;
    readonly to: string;
  }): Promise<MoveOutcome>;
}

export type MoveOutcome =
  | { readonly kind: 'moved' }
  /** The remote refused it, or the branch is elsewhere by now. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The connection was lost. */
  | { readonly kind: 'unknown'; readonly why: string };
