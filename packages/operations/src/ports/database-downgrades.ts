/** Migrations that are taken back with the Alembic of a tree. Only programs that act are given this. Never rejects. */
export interface DatabaseDowngrades {
  run(downgrade: Downgrade): Promise<DowngradeOutcome>;
  /** Asks the database at which revision it is: whether a downgrade that was begun went through. */
  find(downgrade: Downgrade): Promise<DowngradeOutcome | { readonly kind: 'not-begun' }>;
}

export interface Downgrade {
  /** The commit whose tree has the revisions. */
  readonly tree: string;
  /** Path of alembic.ini in it. */
  readonly config: string;
  /** `[billing]` in it; `null`: the usual one. */
  readonly section: string | null;
  /** Where the database is. */
  readonly from: readonly string[];
  /** What Alembic is given: a revision, `base`, or `BRANCH@REVISION`. */
  readonly to: string;
  /** Where it shall be; nothing: before the first revision. */
  readonly leaves: readonly string[];
}

/** `why` is a clause. */
export type DowngradeOutcome =
  | { readonly kind: 'done' }
  /** It is known to be as it was. */
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };
