import type { RunStep } from '../run/run-plan.ts';
import type { RollbackDecision } from './rollback-decision.ts';

/**
 * What a run does where nothing stands against it: every revision that the target does not know is taken back before it
 * is deployed, while something runs that works with both schemas, if there is such a deploy. One correction is written down
 * once the target is well. What is left is held off.
 */
export function rollbackSteps(
  { reasons, unconfirmed, current, target, bridge, database }: RollbackDecision,
  reason: string,
): readonly RunStep[] {
  if (reasons.length > 0 || unconfirmed.length > 0)
    throw new Error('Only a rollback that may be done has steps.');
  return [
    ...(bridge === null ? [] : proved(bridge)),
    ...database.downgrades.map(({ tree, config, section, from, to, leaves }): RunStep => ({
      kind: 'downgrade',
      tree,
      config,
      section,
      from,
      to,
      leaves,
    })),
    ...proved(target),
    { kind: 'record', commit: target, correction: { kind: 'rollback', from: current, reason } },
    { kind: 'hold', commit: current, reason },
  ];
}

function proved(commit: string): readonly RunStep[] {
  return [
    { kind: 'deploy', commit },
    { kind: 'verify', commit },
  ];
}
