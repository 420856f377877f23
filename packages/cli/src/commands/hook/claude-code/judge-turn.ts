import {
  AT_HOME,
  homeBase,
  observe,
  policyOfBase,
  type ObserveRequest,
} from '@lockkeeper/operations/observe';
import { agentCommits, decideHook, type ChangeEntry, type Known } from '@lockkeeper/policy-core';

import type { World } from '../../../world.ts';
import { hookRepository, type HookRepository } from '../hook-repository.ts';
import { judged, type Judged } from '../judged.ts';
import type { AgentCall } from './agent-call.ts';
import { CLAUDE_CODE_SIGN } from './agent-sign.ts';
import { answerOf, NOTHING_TO_SAY, type Answer } from './answer.ts';

type TurnEnd = Extract<AgentCall, { kind: 'turn-end' }>;

/**
 * Whether what an agent did may stay, whichever way it did it: all that is not committed, and the commits
 * that agents made.
 */
export async function judgeTurn({ cwd }: TurnEnd, world: World): Promise<Answer> {
  const repository = await hookRepository(cwd, world);
  if (repository === undefined) return NOTHING_TO_SAY;
  const { root, observers } = repository;
  const { base, file } = await policyOfBase(await homeBase(observers), observers);
  if (file.kind === 'absent') return NOTHING_TO_SAY;
  const [seen, uncommitted] = await Promise.all([
    observe(requestSince(base), observers),
    base === undefined ? undefined : observers.git.changes({ from: 'HEAD', to: 'worktree' }),
  ]);
  const verdict = await judged(seen, { root, world });
  if (verdict === undefined) return NOTHING_TO_SAY;
  const paths = await uncommittedPaths(uncommitted, repository);
  const touched = new Set([...paths, ...committedPaths(verdict)]);
  if (touched.size === 0) return NOTHING_TO_SAY;
  const { report, seen: judgedBy } = verdict;
  const decision = decideHook({ step: 'turn', policy: judgedBy.policy, report, touched });
  return answerOf(decision, { step: 'turn', name: root });
}

/** Before the first commit there is nothing to compare with, and the files are judged as they are. */
function requestSince(base: string | undefined): ObserveRequest {
  const isFirst = base === undefined;
  return {
    focus: { kind: isFirst ? 'tree' : 'change' },
    base,
    head: 'worktree',
    policyFrom: isFirst ? 'head' : 'base',
    branch: undefined,
    compare: 'merge-base',
    circumstances: { ...AT_HOME, agentSigns: [CLAUDE_CODE_SIGN] },
  };
}

async function uncommittedPaths(
  changed: Known<readonly ChangeEntry[]> | undefined,
  { observers }: HookRepository,
): Promise<readonly string[]> {
  if (changed === undefined) {
    const listed = await observers.files.list(['']);
    if (!listed.known) throw new Error(`What changed cannot be read because ${listed.reason}.`);
    return listed.value;
  }
  if (!changed.known) throw new Error(`What changed cannot be read because ${changed.reason}.`);
  return changed.value.map(({ path }) => path);
}

function committedPaths({ seen: { policy, observations } }: Judged): readonly string[] {
  const { change } = observations;
  return change.known ? agentCommits(policy, change.value).flatMap(({ paths }) => paths) : [];
}
