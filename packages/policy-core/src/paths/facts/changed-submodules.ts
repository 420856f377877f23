import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { changedSubjects } from '../../change/facts/judged-change.ts';
import { changedTree } from './changed-tree.ts';
import { foldPath } from './path-folding.ts';

/** What a change does to the submodules of a repository. Taking one away brings in nothing. */
interface ChangedSubmodule {
  readonly path: string;
  readonly status: ChangeEntry['status'];
  /** `list`: the file that says where submodules come from. */
  readonly kind: 'submodule' | 'list';
}

const SUBMODULE = '160000';

/** Git reads this one only, in any case where the file system does not tell them apart. */
const LIST = '.gitmodules';

export const changedSubmodules = defineSubjects<readonly ChangedSubmodule[]>({
  name: 'changed-submodules',
  words: 'the change',
  of: 'changed path',
  compute: (get) => {
    const policy = policySections(get, 'integrity');
    if (policy.integrity.submodules === 'allow') return [];
    return withFound(changedSubjects(get), findChangedSubmodules(policy, changedTree(get).entries));
  },
});

export function findChangedSubmodules(
  { integrity }: Pick<Policy, 'integrity'>,
  entries: readonly ChangeEntry[],
): readonly ChangedSubmodule[] {
  if (integrity.submodules === 'allow') return [];
  return entries.flatMap(({ path, status, newMode }): readonly ChangedSubmodule[] => {
    if (status === 'deleted') return [];
    if (newMode === SUBMODULE) return [{ path, status, kind: 'submodule' }];
    return foldPath(path) === LIST ? [{ path, status, kind: 'list' }] : [];
  });
}
