import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { CommitRelation } from '@lockkeeper/policy-core/deployment/run';

import type { Git } from '../ports/index.ts';

/** What one commit is to another: the same, one that came before, one that comes after, or one of another line. */
export async function commitOrder(
  git: Git | undefined,
  one: string,
  other: string,
): Promise<Known<CommitRelation>> {
  if (one === other) return observed('same');
  if (git === undefined) return unobserved('git was not asked');
  const forward = await git.relation(one, other);
  if (!forward.known) return forward;
  if (forward.value === 'ancestor') return observed('earlier');
  if (forward.value !== 'not-an-ancestor') return unobserved(`${one} is not in the history here`);
  const back = await git.relation(other, one);
  if (!back.known) return back;
  return observed(back.value === 'ancestor' ? 'later' : 'apart');
}
