import {
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import type { ChangeEntry, Commit } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import type { Circumstances } from './circumstances.ts';
import { observeSubjects } from './observe.ts';

/** A change that nobody made, as somebody describes it. */
export interface SimulatedChange {
  readonly entries: readonly ChangeEntry[];
  readonly branch: string;
  readonly commits: readonly Commit[];
  readonly circumstances: Circumstances;
}

/** What was said is taken for seen; what was not said is as it lies on disk. */
export async function observeSimulated(
  policy: Policy,
  { entries, branch, commits, circumstances }: SimulatedChange,
  { files, git, clock }: Observers,
): Promise<Observations> {
  const state = await git?.describe();
  const change = observed({
    base: (state?.known === true ? state.value.head : undefined) ?? null,
    head: 'worktree',
    branch: observed(branch),
    entries,
    isWhole: true,
    commits: observed(commits),
    push: null,
  });
  const seen = await observeSubjects(
    policy,
    { request: { focus: { kind: 'change' }, head: 'worktree', circumstances }, change },
    // Whoever simulates may sit where an agent works; the simulated change does not.
    { files, git, clock },
  );
  const texts = { ...seen, files: withoutWhatIsNotThere(entries, seen.files) };
  return git === undefined ? withNothingBeside(texts) : texts;
}

/** A deleted file may still lie on disk, and one that is written may not lie there yet. */
function withoutWhatIsNotThere(
  entries: readonly ChangeEntry[],
  files: Observations['files'],
): Observations['files'] {
  const statuses = new Map(entries.map(({ path, status }) => [path, status]));
  return Object.fromEntries(
    Object.entries(files).map(([path, content]): [string, Known<FileContent>] => {
      const status = statuses.get(path);
      if (status === 'deleted') return [path, observed({ kind: 'absent' })];
      const isMissing = content.known && content.value.kind === 'absent';
      return [
        path,
        status !== undefined && isMissing ? unobserved('a simulation knows no text of it') : content,
      ];
    }),
  );
}

/** Without git nobody knows what lay there before: nothing did. */
function withNothingBeside(seen: Observations): Observations {
  const unlinked = unobserved('it is no link');
  return {
    ...seen,
    folders: Object.fromEntries(Object.keys(seen.folders).map((folder) => [folder, observed([])])),
    links: Object.fromEntries(Object.keys(seen.links).map((path) => [path, unlinked])),
  };
}
