import type { RunStep } from '../run/run-plan.ts';
import type { RollbackDecision } from './rollback-decision.ts';

/**
 * What a run does for a decision that is not refused: every revision that the target does not know is taken back before it
 * is deployed, and one correction is written down once it is well. What is left is held off.
 */
export function rollbackSteps(
  { verdict, unconfirmed, current, target, database }: RollbackDecision,
  reason: string,
): readonly RunStep[] {
  if (verdict === 'refused' || unconfirmed.length > 0)
    throw new Error('Only a rollback that may be done has steps.');
  return [
    ...database.downgrades.map(({ tree, config, section, from, to, leaves }): RunStep => ({
      kind: 'downgrade',
      tree,
      config,
      section,
      from,
      to,
      leaves,
    })),
    { kind: 'deploy', commit: target },
    { kind: 'verify', commit: target },
    { kind: 'record', commit: target, correction: { kind: 'rollback', from: current, reason } },
    { kind: 'hold', commit: current, reason },
  ];
}
