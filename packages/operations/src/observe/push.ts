import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Push } from '@lockkeeper/policy-core/observe';

import type { Git } from '../ports/index.ts';

export interface PushRequest {
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  /** What the branch was; `undefined` when there was none. */
  readonly before: string | undefined;
  readonly after: string;
  /** What somebody else says of it. */
  readonly forced: boolean;
}

/** A push, and whether it takes commits away: git is believed when it says so, whatever the event says. */
export async function observePush(request: PushRequest, git: Git | undefined): Promise<Push> {
  return { ref: request.ref, rewrites: await rewrites(request, git) };
}

async function rewrites(
  { before, after, forced }: PushRequest,
  git: Git | undefined,
): Promise<Known<boolean>> {
  if (forced) return observed(true);
  if (before === undefined) return observed(false);
  if (git === undefined) return unobserved('git was not asked');
  const relation = await git.relation(before, after);
  if (!relation.known) return relation;
  switch (relation.value) {
    case 'ancestor':
      return observed(false);
    case 'not-an-ancestor':
      return observed(true);
    case 'absent':
    case 'not-a-commit':
      return unobserved(`${before}, where the branch was before, is not in this clone`);
  }
}
