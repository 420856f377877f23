import type { Known } from '@lockkeeper/policy-core';

/** What commits held of files that only programs write. Paths count from the root of the repository. */
export interface FileHistory {
  /**
   * Every version of a file that a commit of the history held, each once, the newest first; none where no commit held the
   * file. `read` is called for one after the other, and what it gives is kept: all of them together may be large.
   *
   * Unobserved, with a clause, where the history is not here to its beginning, as in a shallow clone.
   */
  versions<T>(path: string, read: (version: FileVersion) => T): Promise<Known<readonly T[]>>;
}

export interface FileVersion {
  /** Of the object in git. */
  readonly id: string;
  /** Bytes that are no UTF-8 stand as U+FFFD. */
  readonly text: string;
}
