import {
  LOCAL_CIRCUMSTANCES,
  localBase,
  observe,
  policyOfBase,
  type ObserveRequest,
} from '@lockkeeper/operations/observe';
import type { Known } from '@lockkeeper/policy-core';
import { agentCommits, type ChangeEntry, decideHook } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import type { HookRepository } from '../hook-repository.ts';
import { judgeForHook, type HookVerdict } from '../hook-verdict.ts';
import { SILENT_ANSWER, type HookAnswer } from './agent-answer.ts';
import { indicatorOf, type AgentId } from './agents.ts';
import { hookAnswer } from './hook-answer.ts';

/**
 * Whether what is not committed and the commits that agents made may stay, in a repository of which nobody noted what it
 * was when the session began: one without a policy then, or one that the agent came to later.
 */
export async function judgeWholeBranch(
  repository: HookRepository,
  agent: AgentId,
  world: World,
): Promise<HookAnswer> {
  const { root, observers } = repository;
  const { base, file } = await policyOfBase(await localBase(observers), observers);
  if (file.kind === 'absent') return SILENT_ANSWER;
  const [seen, uncommitted] = await Promise.all([
    observe(requestSince(base, agent), observers),
    base === undefined ? undefined : observers.git.changes({ from: 'HEAD', to: 'worktree' }),
  ]);
  const verdict = await judgeForHook(seen, { root, world });
  if (verdict === undefined) return SILENT_ANSWER;
  const paths = await uncommittedPaths(uncommitted, repository);
  const touched = new Set([...paths, ...committedPaths(verdict)]);
  if (touched.size === 0) return SILENT_ANSWER;
  const { report, seen: judgedBy } = verdict;
  const decision = decideHook({ step: 'turn', policy: judgedBy.policy, report, touched });
  return hookAnswer(decision, { step: 'turn', name: root });
}

/** Before the first commit there is nothing to compare with, and the files are judged as they are. */
function requestSince(base: string | undefined, agent: AgentId): ObserveRequest {
  const isFirst = base === undefined;
  return {
    focus: { kind: isFirst ? 'tree' : 'change' },
    base,
    head: 'worktree',
    policyFrom: isFirst ? 'head' : 'base',
    branch: undefined,
    compare: 'merge-base',
    circumstances: { ...LOCAL_CIRCUMSTANCES, agentSigns: [indicatorOf(agent)] },
  };
}

async function uncommittedPaths(
  changed: Known<readonly ChangeEntry[]> | undefined,
  { observers }: HookRepository,
): Promise<readonly string[]> {
  if (changed === undefined) {
    const listed = await observers.files.list(['']);
    if (!listed.known) throw new Error(`Cannot read the changes because ${listed.reason}.`);
    return listed.value;
  }
  if (!changed.known) throw new Error(`Cannot read the changes because ${changed.reason}.`);
  return changed.value.map(({ path }) => path);
}

function committedPaths({ seen: { policy, observations } }: HookVerdict): readonly string[] {
  const { change } = observations;
  return change.known ? agentCommits(policy, change.value).flatMap(({ paths }) => paths) : [];
}
