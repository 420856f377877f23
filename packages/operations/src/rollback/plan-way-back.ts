import type { RollbackSight } from '@lockkeeper/policy-core/deployment';
import { decideRollback, rollbackSteps } from '@lockkeeper/policy-core/deployment';
import type { WayBack } from '@lockkeeper/policy-core/deployment/run';

import { observeRollback, type RollbackQuestion, type RollbackWorld } from './observe-rollback.ts';

/**
 * How the service would come back from a commit that is not deployed yet: decided as if its migrations had run. Where they
 * had not, there is nothing to take back by then, and the same way leads there.
 */
export async function planWayBack(
  question: RollbackQuestion,
  reason: string,
  world: RollbackWorld,
): Promise<WayBack> {
  const sight = await observeRollback(question, world);
  const decision = decideRollback({ ...sight, production: upgraded(sight) });
  const { reasons, unconfirmed } = decision;
  if (decision.verdict !== 'refused' && unconfirmed.length === 0)
    return { kind: 'steps', steps: rollbackSteps(decision, reason) };
  return {
    kind: 'none',
    refusals: [
      ...reasons.map(({ kind, why, lift }) => ({
        code: 'R24',
        kind,
        why: `There would be no way back: ${why}`,
        lift,
      })),
      ...unconfirmed.map((revision) => ({
        code: 'R24',
        kind: 'refused' as const,
        why: `There would be no way back without loss: taking ${revision} back loses rows.`,
        lift: 'Split the migration, so that the commit before works with it (expand and contract), or take `rollback.automatic` out of the policy.',
      })),
    ],
  };
}

/** Production as it would be once the commit has upgraded it; as it is where nobody knows to what. */
function upgraded({ production, holders: [now] }: RollbackSight): RollbackSight['production'] {
  if (production?.seen !== true || production.versions === null || !now.histories.known) return production;
  const { versions } = production;
  const mine = now.histories.value.find(({ graph }) => versions.every((id) => graph.revisions.has(id)));
  return mine === undefined ? production : { ...production, versions: [...mine.graph.heads] };
}
