import { nameConstraint } from '../fixes/name-constraint.ts';
import { judgedRevisions, schemaBeforeOf, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { nameAfterUpgrade } from '../analysis/anonymous-constraint.ts';
import { operationSteps } from '../analysis/direction-effects.ts';
import { isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { tableKey } from '../operations/name.ts';
import { formatTable } from '../operations/format-name.ts';
import { undoings } from '../analysis/reversibility/undoings.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const unnamedConstraint = defineRule({
  id: 'migrations/unnamed-constraint',
  summary: 'Name every added constraint.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['add-constraint'],

  options: NO_OPTIONS,

  messages: {
    unnamed:
      'This adds a constraint to {table} without a name. Name it, so that {who} need not guess the name that the database chooses.',
    unclear: 'Cannot determine whether a naming convention names this constraint of {table}. Write the name.',
  },

  *check(_get, migration) {
    const revisions = new Map(judgedRevisions(migration).map((judged) => [judged.path, judged]));
    const undone = remembered(undoneAnyway);
    for (const step of migrationSteps(migration, 'add-constraint')) {
      const { table, constraint } = step.operation;
      if (constraint.name !== undefined || isNewTable(step, table)) continue;
      const judged = revisions.get(step.upgrade.path);
      if (judged !== undefined && undone.of(judged)(step)) continue;
      yield constraint.mayBeNamed === true ? undecided(step) : violation(step, judged);
    }
  },
});

function violation(step: AddedConstraint, judged: JudgedRevision | undefined): Outcome<'unnamed'> {
  const { operation, upgrade, at, index } = step;
  const { table, constraint } = operation;
  const call = upgrade.steps[index];
  const name = judged && nameAfterUpgrade(judged, { table, type: constraint.kind });
  const isFixed = judged !== undefined && call !== undefined && name !== undefined;
  return {
    kind: 'violation',
    messageId: 'unnamed',
    data: { table: formatTable(table), who: dropper(judged) },
    at,
    fixes: isFixed ? nameConstraint(judged, call, { name, by: 'PostgreSQL' }) : [],
  };
}

/** Who is to drop it one day. */
function dropper(judged: JudgedRevision | undefined): string {
  return judged?.revision.downgrade.kind === 'runs' ? 'the downgrade' : 'a later migration';
}

function undecided({ operation, upgrade, at }: AddedConstraint): Outcome<'unclear'> {
  const reason = 'the metadata that env.py hands to Alembic cannot be followed';
  return {
    kind: 'undecided',
    messageId: 'unclear',
    data: { table: formatTable(operation.table) },
    at,
    subject: upgrade.path,
    waitsFor: 'observation',
    missing: [{ fact: upgrade.path, reason }],
  };
}

type AddedConstraint = StepOf<'add-constraint'>;

/** What the downgrade drops by the name that it gets, or with its column: nobody needs to know one. */
function undoneAnyway(judged: JudgedRevision): (step: AddedConstraint) => boolean {
  const { upgrade, downgrade } = judged.revision;
  const byNone = new Set(
    operationSteps(downgrade).flatMap(({ operation }) =>
      operation.kind === 'drop-constraint' && operation.name === undefined ? [tableKey(operation.table)] : [],
    ),
  );
  // What cannot be gone back past needs no name to be dropped by.
  if (downgrade.kind === 'raises') return () => true;
  const { steps } = undoings(upgrade, downgrade, schemaBeforeOf(judged));
  const isDropped = (index: number) => {
    const undoing = steps[index]?.undoing;
    return undoing !== undefined && 'by' in undoing && (undoing.by ?? []).some(({ isCertain }) => isCertain);
  };
  return ({ index, operation }) => !byNone.has(tableKey(operation.table)) && isDropped(index);
}

/** Each constraint of a revision asks. */
function remembered<T>(compute: (judged: JudgedRevision) => T): { of: (judged: JudgedRevision) => T } {
  const known = new Map<JudgedRevision, T>();
  return {
    of: (judged) => {
      const value = known.get(judged) ?? compute(judged);
      known.set(judged, value);
      return value;
    },
  };
}
