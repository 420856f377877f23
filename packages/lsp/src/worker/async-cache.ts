import { createLruCache } from './lru-cache.ts';

/** Results of slow questions, until `clear`. */
export interface AsyncCache {
  /** One question is always asked in one way, so that its answer is of one kind. */
  getOrAsk<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer>;
  clear(): void;
}

/** A few for each root: what was asked the longest ago is asked anew. */
export const MOST_RESULTS = 20;

export function createAsyncCache(): AsyncCache {
  const results = createLruCache<Promise<unknown>>(MOST_RESULTS);
  return {
    getOrAsk: <Answer>(question: string, ask: () => Promise<Answer>) => {
      // Sound: see `getOrAsk` above.
      const answer = (results.get(question) as Promise<Answer> | undefined) ?? ask();
      results.set(question, answer);
      // Failures are not cached: the next caller asks again.
      answer.catch(() => results.delete(question));
      return answer;
    },
    clear: () => results.clear(),
  };
}
