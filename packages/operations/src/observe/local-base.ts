import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Git } from '../ports/index.ts';

/** Where a change on one's own machine begins. */
export interface LocalBase {
  /** The branch people merge into, else the last commit; `undefined` before there is one. */
  readonly base: string | undefined;
  readonly head: string | undefined;
  /** The branch that is checked out. */
  readonly branch: Known<string>;
}

/** Rejects with the reason where git cannot tell. */
export async function localBase({ git }: { readonly git: Git }): Promise<LocalBase> {
  const [state, target] = await Promise.all([git.describe(), git.defaultBranch()]);
  if (!state.known) throw new Error(`The repository cannot be read because ${state.reason}.`);
  const { head, branch } = state.value;
  return {
    base: head !== undefined && target.known ? target.value : head,
    head,
    branch: branch === undefined ? unobserved('the head is detached') : observed(branch),
  };
}
