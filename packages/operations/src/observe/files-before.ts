import {
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { filesToReadBefore } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';

/** Texts at the base of the change, for rules that compare; nothing is read unless one of them asks. */
export async function observeFilesBefore(
  policy: Policy,
  seen: Pick<Observations, 'focus' | 'change' | 'listing'>,
  { git }: Observers,
): Promise<Observations['filesBefore']> {
  const paths = filesToReadBefore(policy, seen);
  if (paths.length === 0) return {};
  const base = seen.change.known ? seen.change.value.base : null;
  if (git === undefined) return each(paths, unobserved('there is no git repository to ask'));
  if (base === null) return each(paths, unobserved('the base of the change is not known'));
  return Object.fromEntries(await git.readAt(base, paths));
}

function each(paths: readonly string[], content: Known<FileContent>): Observations['filesBefore'] {
  return Object.fromEntries(paths.map((path) => [path, content]));
}
