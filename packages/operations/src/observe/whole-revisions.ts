import { unobserved, type Policy } from '@lockkeeper/policy-core';
import { databasesBeside } from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { observeChange } from './change.ts';
import { importedModules } from './imported-modules.ts';
import { localBase } from './local-base.ts';
import { readerAt } from './reader-at.ts';
import { revisionsAtBase, revisionsAtRelease } from './revisions-elsewhere.ts';
import { revisionsHere } from './revisions-here.ts';

export { wholeHistories } from '@lockkeeper/policy-core/migrations';

/**
 * Every revision of the policy's folders as it lies on disk, with what is not merged yet and what is released:
 * for whoever looks at histories and judges nothing. What git cannot tell is not known.
 */
export async function observeWholeRevisions(policy: Policy, observers: Observers): Promise<RevisionSources> {
  const { paths, files, folders } = await revisionsHere(
    policy,
    { head: 'worktree', isRead: () => false },
    observers,
  );
  const place = { policy, focus: { kind: 'tree' }, head: 'worktree', folders } as const;
  const record = (await readerAt('worktree', observers)([policy.record.path])).get(policy.record.path);
  const [atBase, atRelease] = await Promise.all([
    revisionsAtBase(await changeAtHome(observers), place, observers),
    revisionsAtRelease(record ?? unobserved('it was not read'), place, observers),
  ]);
  const [modules, databases] = await Promise.all([
    importedModules(policy, { files, judged: {} }, readerAt('worktree', observers)),
    observeDatabaseSources(policy, observers),
  ]);
  return { paths, files, ...modules, atBase, atRelease, databases };
}

/** What is said on disk, beside the migrations, of the databases they run on. */
export async function observeDatabaseSources(
  policy: Policy,
  observers: Observers,
): Promise<NonNullable<RevisionSources['databases']>> {
  const { paths, sources } = databasesBeside(policy);
  const found = await readerAt('worktree', observers)(paths);
  return sources((path) => {
    const content = found.get(path);
    return content?.known === true && content.value.kind === 'text' ? content.value.text : undefined;
  });
}

async function changeAtHome(observers: Observers) {
  const { git } = observers;
  if (git === undefined) return unobserved('there is no git repository to ask');
  const { base } = await localBase({ git });
  const seen = await observeChange(
    { base, head: 'worktree', compare: 'merge-base', branch: undefined, push: null },
    observers,
  );
  return seen.kind === 'observed' ? seen.value : unobserved(seen.problem);
}
