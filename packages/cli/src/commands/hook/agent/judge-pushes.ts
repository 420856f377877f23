import { observePush, observe, LOCAL_CIRCUMSTANCES } from '@lockkeeper/operations/observe';
import { observed } from '@lockkeeper/policy-core';
import { decideHook, type HookDecision } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import type { HookRepository } from '../hook-repository.ts';
import { judgeForHook } from '../hook-verdict.ts';
import type { SessionRepository } from './session-record.ts';

export interface Pushing {
  readonly session: {
    readonly recorded: SessionRepository;
    readonly now: SessionRepository['snapshot'];
  };
  readonly repository: HookRepository;
}

/** Whether branches of a remote may have been moved as they were: pushed to directly, or back. */
export async function judgePushes(
  names: readonly string[],
  { session: { recorded, now }, repository: { root, observers } }: Pushing,
  world: World,
): Promise<readonly HookDecision[]> {
  const decisions: HookDecision[] = [];
  for (const name of names) {
    const [before, after] = [recorded.snapshot.refs[name], now.refs[name]];
    if (before === undefined || after === undefined) continue;
    const branch = name.split('/').slice(3).join('/');
    const push = await observePush(
      { ref: `refs/heads/${branch}`, before, after, forced: false },
      observers.git,
    );
    const seen = await observe(
      {
        focus: { kind: 'change' },
        base: recorded.base ?? before,
        head: after,
        policyFrom: 'base',
        branch,
        compare: 'merge-base',
        circumstances: { ...LOCAL_CIRCUMSTANCES, pullRequest: observed(null), push },
      },
      observers,
    );
    const verdict = await judgeForHook(seen, { root, world });
    if (verdict === undefined) continue;
    const { refused } = decideHook({
      step: 'push',
      policy: verdict.seen.policy,
      report: verdict.report,
      touched: new Set(),
    });
    decisions.push({ refused: refused.filter(({ rule }) => rule.startsWith('branches/')), waiting: [] });
  }
  return decisions;
}
