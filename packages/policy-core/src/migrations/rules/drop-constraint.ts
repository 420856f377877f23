import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { droppedConstraint } from '../analysis/dropped-constraint.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isOfTableHandedToOwn } from '../operations/handed-table.ts';
import { isNewTable, migrationSteps, tableBefore } from '../analysis/migration-step.ts';
import type { Step } from '../operations/operation.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { isOfThisMigration } from '../analysis/table-of-this-migration.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropConstraint = defineRule({
  id: 'migrations/drop-constraint',
  summary: 'Keep a constraint, or replace it.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-constraint'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} {name} of {table}: {consequence}. Keep the constraint, or replace it in the same migration.',
  },

  *check(_get, migration) {
    const downgrades = new Map(
      judgedRevisions(migration).map(({ path, revision }) => [path, revision.downgrade.steps] as const),
    );
    for (const step of migrationSteps(migration, 'drop-constraint')) {
      const { table, name, cascade } = step.operation;
      if (name === undefined || isNewTable(step, table) || mayBeMadeByOwn(step)) continue;
      const downgrade = downgrades.get(step.upgrade.path);
      if (isMadeSomehow(step, downgrade)) continue;
      const dropped = droppedConstraint(step, name, downgrade);
      if (!dropped.isMissed) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: {
          drops: verbForm(step, 'drop'),
          name: formatName(name),
          table: formatTable(table),
          consequence: CONSEQUENCES[dropped.kind ?? 'unknown'],
        },
        at: step.at,
        // It tells more.
        supersededBy: cascade ? 'migrations/cascade-drop' : undefined,
      };
    }
  },
});

/** By what cannot be read; the way back drops it. */
function isMadeSomehow(
  { operation, upgrade, isCertain }: StepOf<'drop-constraint'>,
  downgrade: readonly Step[] = [],
): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const isToldBefore = () => schema.tableAt(operation.table, { revision, step: 0 }) !== undefined;
  return isOfThisMigration({ table: operation.table, isCertain }, { steps: downgrade }, isToldBefore);
}

/** Nothing is known of the table, and a function of the migration gets its name: what that makes is as good as new. */
function mayBeMadeByOwn(step: StepOf<'drop-constraint'>): boolean {
  const { operation, upgrade, index } = step;
  const before = { text: upgrade.text, steps: upgrade.steps.slice(0, index) };
  return tableBefore(step, operation.table) === undefined && isOfTableHandedToOwn(operation, before);
}

const CONSEQUENCES = {
  'foreign-key': 'rows may point at nothing from now on',
  'primary-key': 'nothing distinguishes rows from now on',
  unique: 'duplicates are let in from now on',
  check: 'values that it refused are let in from now on',
  exclude: 'rows that it refused are let in from now on',
  unknown: 'what it refused is let in from now on',
};
