import { loadingProblem } from '../../database/history-schema.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';

/** Where `alembic upgrade` leads one database; unobserved where several histories want it, or one is not known whole. */
export function targetHeads(histories: readonly Pick<RevisionHistory, 'graph'>[]): Known<readonly string[]> {
  const [only, ...more] = histories;
  if (only === undefined) return unobserved('there are no Alembic revisions here');
  if (more.length > 0) return unobserved(`there are ${histories.length} histories here`);
  const problem = loadingProblem(only.graph);
  // What another revision depends on is not written down beside it.
  return problem === undefined ? observed(only.graph.realHeads) : unobserved(problem);
}
