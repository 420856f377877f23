import type { ReadRevision } from '../alembic/revision-reading.ts';
import { effectsOfUpgrade, type JudgedEffects } from '../effects/judged-effects.ts';
import type { Failure, RelationEffect } from '../effects/step-effects.ts';
import type { RevisionFile } from '../history/revision-history.ts';
import { isNewTable, type JudgedUpgrade } from '../migrations/judged-steps.ts';
import { LOCK_MODES, lockText, whoWaits } from '../migrations/lock-mode.ts';
import type { Step } from '../migrations/operation.ts';
import { stepText } from '../migrations/reasons.ts';
import { shownTable } from '../migrations/shown-name.ts';
import type { FoundRevision } from './find-revision.ts';
import { listedRevision } from './listed-revision.ts';
import type { LockingStatement, MigrationLocks, StatementLock } from './migration-locks.ts';

/** What the upgrade of a revision locks; `undefined` where the history does not have it. */
export function locksOfMigration(found: FoundRevision, pgVersion: number): MigrationLocks | undefined {
  const { history, id } = found;
  const revision = listedRevision(history, id);
  const file = revision && history.files.get(revision.path);
  if (revision === undefined || file === undefined) return undefined;
  const about = { schema_version: 1, environment: history.name, revision, pg_version: pgVersion } as const;
  const { reading } = file;
  if (reading.kind === 'unanalyzable') {
    return { ...about, problem: reading.problem, upgrade: null, statements: [] };
  }
  const statements = statementsOf(found, { file, reading }, pgVersion);
  return { ...about, problem: null, upgrade: reading.upgrade.kind, statements };
}

function statementsOf(
  { history, id }: FoundRevision,
  { file, reading }: { readonly file: RevisionFile; readonly reading: ReadRevision },
  pgVersion: number,
): readonly LockingStatement[] {
  const { path, text, span } = file;
  const { steps } = reading.upgrade;
  const upgrade: JudgedUpgrade = { path, text, steps, span, revision: id, history };
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
    may_fail: effects.failures.filter(({ relation }) => !isNewTable(judged.step, relation)).map(failureText),
    unknown: effects.unknown,
  };
}

function statementLock(
  { relation, lock, work, cause }: RelationEffect,
  { step }: JudgedEffects,
): StatementLock {
  const isNew = isNewTable(step, relation);
  const waits = isNew ? 'nobody' : whoWaits(lock);
  return { relation: shownTable(relation), lock: lockText(lock), work, cause, waits, is_new: isNew };
}

/** What the statement names first, then the stronger lock, then by name. */
function byImportance(one: RelationEffect, other: RelationEffect): number {
  const named = Number(other.cause === 'named') - Number(one.cause === 'named');
  const strength = LOCK_MODES.indexOf(other.lock) - LOCK_MODES.indexOf(one.lock);
  return named || strength || (shownTable(one.relation) < shownTable(other.relation) ? -1 : 1);
}

function failureText(failure: Failure): string {
  const rows = `rows of ${shownTable(failure.relation)}`;
  switch (failure.kind) {
    case 'nulls':
      return `${rows} have NULL${failure.column === undefined ? ' there' : ` in ${failure.column}`}`;
    case 'any-row':
      return `${shownTable(failure.relation)} has rows, as nothing fills ${failure.column} in them`;
    case 'duplicates':
      return `${rows} share ${failure.columns === undefined ? 'the same value' : `one value of ${failure.columns.join(', ')}`}`;
    case 'violations':
      return `${rows} break it`;
  }
}
