import type { RollbackDecision } from '@lockkeeper/policy-core/deployment/rollback';

import type { ImpactAnswer } from './answer-schema.ts';

export function impactAnswer(decision: RollbackDecision): ImpactAnswer {
  const { verdict, current, target, bridge, commits, dependencies, database, unconfirmed } = decision;
  const { upgrade, ...rest } = database;
  return {
    verdict,
    current,
    target,
    bridge,
    commits: { out: linesOf(commits.out), in: linesOf(commits.in) },
    dependencies,
    database: { ...rest, upgrade: upgrade && { by_start: upgrade.byStart, command: upgrade.command } },
    unconfirmed,
  };
}

function linesOf(commits: RollbackDecision['commits']['out']): ImpactAnswer['commits']['out'] {
  return commits.known ? commits.value.map(({ id, subject }) => ({ id, subject })) : null;
}
