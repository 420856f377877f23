import { releaseChanges, type RunPlan } from '@lockkeeper/policy-core/deployment/run';

import type { ChangesAnswer } from './answer/answer-schema.ts';
import type { OpenReleases } from './open-place.ts';

/** What a release brings to where something runs already; `undefined`: nothing does. */
export async function changesOf(
  { previous: from, commit: to }: RunPlan,
  { policy, repository }: OpenReleases,
): Promise<ChangesAnswer | undefined> {
  const { git } = repository.observers;
  if (from === null || git === undefined) return undefined;
  const [commits, changed] = await Promise.all([git.commits({ from, to }), git.changes({ from, to })]);
  return {
    from,
    commits: commits.known
      ? commits.value.map(({ id, message }) => ({ id, subject: message.split('\n', 1)[0] ?? '' }))
      : null,
    files: changed.known
      ? releaseChanges(
          policy,
          changed.value.map(({ path }) => path),
        )
      : null,
  };
}
