import { createGit, stagedCommit, type StagedCommit } from '@lockkeeper/host-node/read';
import {
  LOCAL_CIRCUMSTANCES,
  localBase,
  observe,
  policyOfBase,
  type ObserveRequest,
} from '@lockkeeper/operations/observe';
import { decideHook } from '@lockkeeper/policy-core/observe';

import type { ExitCode } from '../../../exit-codes.ts';
import type { World } from '../../../world.ts';
import type { HookRepository } from '../hook-repository.ts';
import { judgeForHook, type HookVerdict } from '../hook-verdict.ts';
import { answerGit, type GitHookDecision } from './git-hook.ts';

/** `lockkeeper hook git pre-commit`: judges what is staged, and never what lies beside it on disk. */
export function runPreCommit(world: World): Promise<ExitCode> {
  return answerGit(world, async (repository) => {
    const { base, file } = await policyOfBase(await localBase(repository.observers), repository.observers);
    if (file.kind === 'absent') return [];
    const staged = await stagedCommit(repository.root, world);
    if (!staged.known) throw new Error(`Cannot read the staged changes because ${staged.reason}.`);
    try {
      return await decideOn(staged.value, { repository, base, world });
    } finally {
      await staged.value.remove();
    }
  });
}

interface Place {
  readonly repository: HookRepository;
  readonly base: string | undefined;
  readonly world: World;
}

async function decideOn(
  { id, env }: StagedCommit,
  { repository: { root, observers }, base, world }: Place,
): Promise<readonly GitHookDecision[]> {
  const git = createGit(root, { env });
  const seen = await observe(requestFor(id, base), { ...observers, git });
  const verdict = await judgeForHook(seen, { root, world });
  if (verdict === undefined) return [];
  const { report } = verdict;
  const { policy } = verdict.seen;
  const all = base === undefined ? await git.listAt(id, ['']) : undefined;
  if (all?.known === false) throw new Error(`Cannot read the staged changes because ${all.reason}.`);
  const touched = new Set(all?.value ?? pathsOf(id, verdict));
  const decision = decideHook({ step: 'commit', policy, report, touched });
  return [{ decision, subject: { step: 'commit', name: '' } }];
}

/** Before the first commit there is nothing to compare with, and the files are judged as they are. */
function requestFor(head: string, base: string | undefined): ObserveRequest {
  const isFirst = base === undefined;
  return {
    focus: { kind: isFirst ? 'tree' : 'change' },
    base,
    head,
    policyFrom: isFirst ? 'head' : 'base',
    branch: undefined,
    compare: 'merge-base',
    circumstances: LOCAL_CIRCUMSTANCES,
  };
}

/** What this commit changes; all that the branch changes, where its history is not at hand. */
function pathsOf(id: string, { seen: { observations } }: HookVerdict): readonly string[] {
  const { change } = observations;
  if (!change.known) return [];
  const { commits, entries } = change.value;
  const own = commits.known ? commits.value.find((commit) => commit.id === id) : undefined;
  return own?.paths ?? entries.map(({ path }) => path);
}
