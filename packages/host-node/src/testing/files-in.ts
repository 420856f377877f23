import { observed, type Known } from '@lockkeeper/policy-core';

/** The files of a commit, for tests that have them in a folder already. */
export function filesIn(folder: string): () => Promise<Known<string>> {
  return async () => await Promise.resolve(observed(folder));
}
