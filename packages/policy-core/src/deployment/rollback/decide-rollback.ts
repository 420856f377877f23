import { aheadOfTarget } from './ahead-of-target.ts';
import { dependencyImpact, dependencyProblem } from './dependency-impact.ts';
import { judgeDatabase, type DatabaseJudgement } from './judge-database.ts';
import { wordsOf } from './named-in-code.ts';
import { namesTaken } from './names-taken.ts';
import type { RollbackDecision, RollbackVerdict } from './rollback-decision.ts';
import type { MigrationsSight, RollbackSight } from './rollback-sight.ts';

/**
 * Whether production can go back to an earlier commit, and how. A rollback that leaves the schema as it is is never
 * refused for the schema; what is not known is no permission where it is not.
 */
export function decideRollback(sight: RollbackSight): RollbackDecision {
  const { target, holders, commits, dependencies, acceptedLosses } = sight;
  const judgement = judgeDatabase(sight);
  const { verdict, impact, reasons, byHand } = judgement;
  const bridge = bridgeOver(judgement, sight);
  const all = [...dependencies.flatMap((file) => dependencyProblem(file) ?? []), ...reasons];
  const losing = [...new Set(impact.losses.map(({ revision }) => revision))];
  return {
    verdict: all.length > 0 ? 'refused' : verdict,
    current: holders[0].commit,
    target: target.commit,
    bridge,
    commits,
    dependencies: dependencies.map(dependencyImpact),
    database: { ...impact, notes: [...impact.notes, ...meanwhile(verdict, bridge)] },
    reasons: [...all, ...byHand],
    unconfirmed: all.length > 0 ? [] : losing.filter((id) => !acceptedLosses.includes(id)),
  };
}

/** Its code runs on the schema of now, and the one of the target is that of its own tree. */
function bridgeOver({ verdict, impact }: DatabaseJudgement, sight: RollbackSight): string | null {
  if (verdict !== 'downgrade-first' || sight.bridge === undefined) return null;
  const other = judgeDatabase({ ...sight, target: sight.bridge });
  const isBridge = other.verdict === 'safe' && isSame(other.impact.ahead, impact.ahead);
  return isBridge ? sight.bridge.commit : null;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

function meanwhile(verdict: RollbackVerdict, bridge: string | null): readonly string[] {
  if (verdict !== 'downgrade-first') return [];
  return bridge === null
    ? [
        'Until the target is deployed, what runs now meets the schema without them: it may answer with errors meanwhile.',
      ]
    : [`${bridge.slice(0, 12)} runs meanwhile: it works with the schema before and after.`];
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
