import type { SharedVerdict, SqlShare } from '@lockkeeper/policy-core';

/** Somebody who judges a share of the work at the same time. */
export interface SecondJudge {
  /**
   * Begins at once. What it returns is called when all else is judged: what came of the share, or `undefined` where
   * it cannot be judged, or takes too long by then.
   */
  begin(share: SqlShare): () => Promise<SharedVerdict | undefined>;
}
