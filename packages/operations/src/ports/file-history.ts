import type { Known } from '@lockkeeper/policy-core';

/** What commits held of files: those of some commits, and of all commits behind them. */
export interface FileHistory {
  /**
   * Every version of a file that a commit of the history held, each once, the newest first; none where no commit held the
   * file. `read` is called for one after the other, and what it gives is kept: all of them together may be large.
   *
   * Unobserved, with a clause, where the history is not here to its beginning, as in a shallow clone.
   */
  versions<T>(path: string, read: (version: FileVersion) => T): Promise<Known<readonly T[]>>;
  /**
   * The same versions, held against a text that only ever grows. The work of those with which it begins is that of a digest of
   * their bytes: they are not read.
   */
  beside(path: string, text: string): Promise<Known<VersionsBeside>>;
  /** Whether a commit is one of those behind another. */
  isBefore(commit: string, later: string): Promise<Known<boolean>>;
}

export interface FileVersion {
  /** Of the object in git. */
  readonly id: string;
  /** Bytes that are no UTF-8 stand as U+FFFD. */
  readonly text: string;
}

export interface VersionsBeside {
  /** With which the text begins, to its end or to that of one of its lines; the oldest last. */
  readonly beginnings: readonly VersionPlace[];
  /** With which it does not begin, as far as their last line end. */
  readonly others: readonly (FileVersion & Pick<VersionPlace, 'commits'>)[];
}

export interface VersionPlace {
  /** Whether it holds all of a beginning of the text. */
  holds(beginning: string): boolean;
  /** That brought it, the oldest last: it may have gone and come back. */
  readonly commits: readonly string[];
}
