import { aheadOfTarget } from './ahead-of-target.ts';
import { dependencyImpact, dependencyProblem } from './dependency-impact.ts';
import { judgeDatabase } from './judge-database.ts';
import { wordsOf } from './named-in-code.ts';
import { namesTaken } from './names-taken.ts';
import type { RollbackDecision } from './rollback-decision.ts';
import type { MigrationsSight, RollbackSight } from './rollback-sight.ts';

/**
 * Whether production can go back to an earlier commit, and how. A rollback that leaves the schema as it is is never
 * refused for the schema; what is not known is no permission where it is not.
 */
export function decideRollback(sight: RollbackSight): RollbackDecision {
  const { target, holders, commits, dependencies, acceptedLosses } = sight;
  const { verdict, impact, reasons } = judgeDatabase(sight);
  const all = [...dependencies.flatMap((file) => dependencyProblem(file) ?? []), ...reasons];
  const losing = impact.losses.map(({ revision }) => revision);
  return {
    verdict: all.length > 0 ? 'refused' : verdict,
    current: holders[0].commit,
    target: target.commit,
    commits,
    dependencies: dependencies.map(dependencyImpact),
    database: impact,
    reasons: all,
    unconfirmed: [...new Set(losing)].filter((id) => !acceptedLosses.includes(id)),
  };
}

/** Words to look for in the code of the target before its rollback is decided; none where nothing was taken away. */
export function namesToSeek({
  target,
  holders,
  production,
}: Pick<MigrationsSight, 'target' | 'holders' | 'production'>): readonly string[] {
  const versions = production?.seen === true ? production.versions : null;
  if (versions === null || !target.histories.known) return [];
  const isKnown = target.histories.value.some(({ graph }) => versions.every((id) => graph.revisions.has(id)));
  if (isKnown) return [];
  const ahead = aheadOfTarget({ versions, target: target.histories.value, holders });
  if ('code' in ahead) return [];
  const words = namesTaken(ahead.history, ahead.ahead).flatMap((one) =>
    one.kind === 'name' ? wordsOf(one) : [],
  );
  return [...new Set(words)].toSorted((a, b) => (a < b ? -1 : 1));
}
