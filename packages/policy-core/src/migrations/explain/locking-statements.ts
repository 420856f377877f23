import { effectsOfUpgrade, type JudgedEffects } from '../effects/judged-effects.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { isNewByHistory } from '../analysis/newness/claimed-table.ts';
import { LOCK_MODES, lockText, whoWaits } from '../operations/lock-mode.ts';
import type { Step } from '../operations/operation.ts';
import { stepText } from '../analysis/reasons.ts';
import { formatTable } from '../operations/format-name.ts';
import { failureText } from './failure-text.ts';
import type { LockingStatement, StatementLock } from './migration-locks.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';

/** What each statement of an upgrade locks, in the order of running. */
export function lockingStatements(upgrade: JudgedUpgrade, pgVersion: number): readonly LockingStatement[] {
  const { steps, span } = upgrade;
  const effects = new Map(effectsOfUpgrade(upgrade, pgVersion).map((one) => [one.step.index, one]));
  return steps.map((step, index) => statementOf(step, span(step).start.line + 1, effects.get(index)));
}

/** Nothing is known of what is not clear. */
function statementOf(step: Step, line: number, judged: JudgedEffects | undefined): LockingStatement {
  const about = {
    text: stepText(step),
    kind: step.kind === 'unclear' ? 'unclear' : step.operation.kind,
    line,
    is_certain: step.isCertain,
  };
  if (judged === undefined) {
    const unknown = step.kind === 'unclear' ? [step.problem] : [];
    return { ...about, in_transaction: null, refused_in_transaction: null, locks: [], may_fail: [], unknown };
  }
  const { effects, transaction } = judged;
  return {
    ...about,
    in_transaction: transaction.isInside ?? null,
    refused_in_transaction: effects.refusedInTransaction ?? null,
    locks: effects.relations.toSorted(byImportance).map((effect) => statementLock(effect, judged)),
    may_fail: effects.failures
      .filter(({ relation }) => !isNewByHistory(judged.step, relation))
      .map(failureText),
    unknown: effects.unknown,
  };
}

function statementLock(
  { relation, lock, work, cause }: RelationEffect,
  { step }: JudgedEffects,
): StatementLock {
  const isNew = isNewByHistory(step, relation);
  const waits = isNew ? 'nobody' : whoWaits(lock);
  return { relation: formatTable(relation), lock: lockText(lock), work, cause, waits, is_new: isNew };
}

/** What the statement names first, then the stronger lock, then by name. */
function byImportance(one: RelationEffect, other: RelationEffect): number {
  const named = Number(other.cause === 'named') - Number(one.cause === 'named');
  const strength = LOCK_MODES.indexOf(other.lock) - LOCK_MODES.indexOf(one.lock);
  return named || strength || (formatTable(one.relation) < formatTable(other.relation) ? -1 : 1);
}
