import { localBase, policyOfBase } from '@lockkeeper/operations/observe';
import type { Finding, Policy } from '@lockkeeper/policy-core';
import { branchClassOf } from '@lockkeeper/policy-core/observe';

import type { ExitCode } from '../../../exit-codes.ts';
import { observationFailure } from '../../../errors/observation-failure.ts';
import type { World } from '../../../world.ts';
import type { HookRepository } from '../hook-repository.ts';
import { inputText } from '../input-text.ts';
import { answerGit, type GitHookDecision } from './git-hook.ts';
import { judgePush } from './judge-push.ts';
import { pushedRefs, type PushedRef } from './pushed-refs.ts';

const INPUT = { maxBytes: 10 * 1024 * 1024, withinMs: 10_000 };
const HEADS = 'refs/heads/';

/** `lockkeeper hook git pre-push`: judges every branch that is pushed; tags and other names pass. */
export function runPrePush(world: World): Promise<ExitCode> {
  return answerGit(world, async (repository) => {
    const refs = pushedRefs(await inputText(world.stdin(), INPUT));
    const branches = refs.filter(({ ref }) => ref.startsWith(HEADS));
    const { base, file } = await policyOfBase(await localBase(repository.observers), repository.observers);
    if (branches.length === 0 || file.kind === 'absent') return [];
    if (file.kind === 'unusable') throw new Error(file.problem);
    if (file.kind === 'invalid') {
      throw observationFailure(
        { ...file, kind: 'invalid-policy', where: base ?? 'the working tree' },
        repository.root,
      );
    }
    const place = { repository, policy: file.policy, base: base ?? 'HEAD', world };
    // One after the other, so that what is said of each stands together.
    const decided: GitHookDecision[] = [];
    for (const pushed of branches) decided.push(...(await decideOn(pushed, place)));
    return decided;
  });
}

interface Place {
  readonly repository: HookRepository;
  readonly policy: Policy;
  readonly base: string;
  readonly world: World;
}

async function decideOn(pushed: PushedRef, place: Place): Promise<readonly GitHookDecision[]> {
  const { commit, ref } = pushed;
  const name = ref.slice(HEADS.length);
  const subject = { step: 'push', name } as const;
  if (commit === undefined) {
    return [{ decision: { refused: refusedDeletion(name, place.policy), waiting: [] }, subject }];
  }
  return judgePush({ ...pushed, commit, name, keepsCommits: keepsCommits(name, place.policy) }, place);
}

function keepsCommits(branch: string, { branches }: Policy): boolean {
  const kind = branchClassOf(branches, branch);
  return kind !== undefined && (kind.keepsHistory || kind.needsPullRequest);
}

function refusedDeletion(branch: string, policy: Policy): readonly Finding[] {
  const kind = branchClassOf(policy.branches, branch);
  if (kind === undefined || !keepsCommits(branch, policy)) return [];
  return [
    {
      rule: 'branches/force-push',
      severity: 'error',
      message: `This deletes ${branch}, which is of the kind ${kind.name}. Leave it on the remote.`,
      messageId: 'deleted',
      data: { branch, kind: kind.name },
      at: undefined,
      evidence: [
        { subject: `branch ${branch}`, relation: 'is of the kind', value: kind.name, source: kind.at },
      ],
      related: [],
      fixes: [],
      fingerprint: '',
    },
  ];
}
