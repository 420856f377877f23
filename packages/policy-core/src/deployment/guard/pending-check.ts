import { displayText } from '../../model/display-text.ts';
import type { Known } from '../../model/known.ts';
import type { MigrationPolicy } from '../../policy/policy.ts';
import { guardCheck, unproved, type GuardCheck, type GuardProblem } from './guard-check.ts';
import { othersToldOf } from './others-told-of.ts';
import type { PendingRevision } from './pending-revision.ts';
import type { PendingMigrations } from './pending-revisions.ts';
import { harmless, problemOf } from './revision-problem.ts';

export interface PendingTerms {
  readonly apply: MigrationPolicy['apply'];
  /** Whether the pending migrations were run up, down and up again, and came out the same. */
  readonly isProved: boolean;
}

/** None, trivial ones, some that need a manual run, or some that no deploy may bring. */
export function pendingCheck(pending: Known<PendingMigrations>, terms: PendingTerms): GuardCheck {
  if (!pending.known)
    return unproved('pending-migrations', {
      text: `Which migrations are pending is not known because ${pending.reason}.`,
      where: null,
      path: null,
      next_step: 'Fix the `databases` check, then run the guard again.',
      because: { check: 'databases', reason: pending.reason },
    });
  const { revisions, from } = pending.value;
  const at = from.length === 0 ? 'no revision' : from.map(displayText).join(', ');
  const count =
    revisions.length === 0
      ? 'nothing is pending'
      : `${revisions.map(named).join(', ')} ${revisions.length === 1 ? 'is' : 'are'} pending`;
  const others = othersToldOf(pending.value.others);
  const judged = revisions.map((revision) => ({ revision, problem: problemOf(revision, terms.apply) }));
  return guardCheck('pending-migrations', {
    evidence: [
      { text: `Production is at ${at}: ${count}.`, where: null },
      ...judged.flatMap(({ revision, problem }) => (problem === undefined ? [harmless(revision)] : [])),
      ...others.evidence,
    ],
    problems: [
      ...judged.flatMap(({ problem }) => problem ?? []),
      ...(terms.isProved ? [] : triedBefore(pending.value)),
      ...others.problems,
    ],
  });
}

function named({ id }: PendingRevision): string {
  return displayText(id);
}

function triedBefore({ revisions, untried }: PendingMigrations): readonly GuardProblem[] {
  if (untried !== null) return untried.map(neverRun);
  return revisions.length === 0
    ? []
    : [{ ...UNTOLD, text: `Whether ${revisions.map(named).join(', ')} ran on development is not known.` }];
}

const UNTOLD = {
  kind: 'undetermined',
  where: null,
  path: null,
  next_step: 'Fix the `databases` check, or prove it with --prove.',
} as const;

function neverRun(id: string): GuardProblem {
  return {
    kind: 'undetermined',
    text: `${displayText(id)} has not run on development.`,
    where: null,
    path: null,
    next_step: 'Run `alembic upgrade head` on development, or have it proved with --prove.',
  };
}
