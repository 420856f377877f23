import { createGit, stagedCommit } from '@lockkeeper/host-node/read';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

/** What `git commit` would add, as a change between two commits. */
export interface StagedChange {
  /** With a git that knows the commit. */
  readonly repository: Repository;
  /** `undefined` before the first commit. */
  readonly base: string | undefined;
  readonly head: string;
}

/** Judges the commit that git would make now. The repository stays as it is. */
export async function withStagedChange<Judged>(
  repository: Repository,
  world: Pick<World, 'env' | 'cwd'>,
  judge: (staged: StagedChange) => Promise<Judged>,
): Promise<Judged> {
  const { git } = repository.observers;
  if (git === undefined) throw notReadable(repository.withoutGit ?? 'git is not asked');
  const [state, staged] = await Promise.all([git.describe(), stagedCommit(repository.root, world)]);
  if (!staged.known) throw notReadable(staged.reason);
  const { id, env, remove } = staged.value;
  try {
    if (!state.known) throw notReadable(state.reason);
    const observers = { ...repository.observers, git: createGit(repository.root, { env }) };
    return await judge({ repository: { ...repository, observers }, base: state.value.head, head: id });
  } finally {
    await remove();
  }
}

function notReadable(reason: string): CliError {
  return new CliError(
    'not-judged',
    `Cannot read the staged changes because ${reason}. Run this in a git repository with files.`,
  );
}
