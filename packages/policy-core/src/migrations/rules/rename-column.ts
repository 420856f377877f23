import { additionOf } from '../analysis/added-default.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNewColumn, migrationSteps, stepsOf } from '../analysis/migration-step.ts';
import { tableKey } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { mayWriteColumn } from '../operations/rows-changed.ts';
import { tableAtEnd } from '../analysis/renames-within.ts';
import { isStableName } from '../analysis/stable-name.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const renameColumn = defineRule({
  id: 'migrations/rename-column',
  summary: 'Do not rename a column.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['rename-column'],

  options: NO_OPTIONS,

  messages: {
    renames:
      'This {renames} {table}.{column} to {to}, unknown to the running release. Add {to} beside it, fill both, and drop {column} in a later release.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'rename-column')) {
      const { table, column, to } = step.operation;
      if (isNewColumn(step, table, column) || isOwn(step) || isTakenAgain(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'renames',
        data: {
          renames: verbForm(step, 'rename'),
          table: formatTable(table),
          column: formatName(column),
          to: formatName(to),
        },
        at: step.at,
      };
    }
  },
});

/** What it cannot read, such as a helper that drops a type, gives no other column the name of one that was just added. */
function isOwn(step: StepOf<'rename-column'>): boolean {
  const { upgrade, index, operation } = step;
  const { table, column } = operation;
  const added = column.isKnown && table.isKnown ? additionOf(step, column.text) : undefined;
  if (added === undefined || added.operation.ifNotExists !== false) return false;
  return !upgrade.steps.slice(added.at, index).some((between) => mayRename(between, column.text));
}

function mayRename(step: Step, name: string): boolean {
  if (step.kind !== 'operation') return false;
  const { operation } = step;
  return operation.kind === 'rename-column' && (!operation.to.isKnown || operation.to.text === name);
}

/** By another column that takes its place. */
function isTakenAgain(step: StepOf<'rename-column'>): boolean {
  const { table, column } = step.operation;
  if (!column.isKnown || !isStableName(step, table)) return false;
  return tableAtEnd(step, table)?.columns.has(column.text) === true && !isAddedEmpty(step);
}

/** A new column of that name, which nothing fills: every value is under the other name. */
function isAddedEmpty({ upgrade, index, operation: { table, column } }: StepOf<'rename-column'>): boolean {
  const added = stepsOf(upgrade, 'add-column').findLast(
    ({ operation, index: at }) =>
      at > index &&
      operation.column.name.text === column.text &&
      tableKey(operation.table) === tableKey(table),
  );
  if (added === undefined) return false;
  const written = { table, column: column.text, text: upgrade.text };
  return !upgrade.steps.slice(added.index + 1).some((later) => mayWriteColumn(later, written));
}
