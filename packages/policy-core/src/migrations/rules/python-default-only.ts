import { moveToServerDefault } from '../fixes/move-to-server-default.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isEmptied } from '../analysis/values/emptied-table.ts';
import { isNewTable, migrationSteps, stepsOf } from '../analysis/migration-step.ts';
import { tableKey } from '../operations/name.ts';
import { mayChangeRows } from '../operations/rows-changed.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const pythonDefaultOnly = defineRule({
  id: 'migrations/python-default-only',
  summary: 'Give an added column its default in the database.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  // MySQL and MariaDB fill the rows that are there with a value of their own.
  databases: ['postgresql', 'sqlite', 'oracle', 'mssql'],
  onlyWith: ['add-column'],

  options: NO_OPTIONS,

  messages: {
    required:
      'default={value} of {table}.{column} never reaches the database, so NOT NULL fails. Use server_default where this {adds} it.',
    emptied:
      'default={value} of {table}.{column} never reaches the database, so running INSERTs fail. Use server_default where this {adds} it as NOT NULL.',
    requiredLink:
      'default={value} of {table}.{column} never reaches the database, so NOT NULL fails. Fill the column where this {adds} it, before NOT NULL, because a foreign key takes no made-up value.',
    ignoredLink:
      'default={value} of {table}.{column} never reaches the database, so existing rows get NULL. Remove it where this {adds} it, and fill the column with an UPDATE if needed, because a foreign key takes no made-up value.',
    ignored:
      'default={value} of {table}.{column} never reaches the database, so existing rows get NULL. Use server_default where this {adds} it, or fill the rows with an UPDATE.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'add-column')) {
      const { table, column } = step.operation;
      const { clientDefault, default: preset } = column;
      if (clientDefault === undefined || preset.kind !== 'none' || isNewTable(step, table)) continue;
      const told = messageFor(step, clientDefault.source);
      if (told === undefined) continue;
      const isLink = told !== 'emptied' && UUID.test(clientDefault.source) && isReference(step);
      const messageId = isLink ? (`${told}Link` as const) : told;
      yield {
        kind: 'violation',
        messageId,
        data: {
          adds: verbForm(step, 'add'),
          table: formatTable(table),
          column: formatName(column.name),
          value: clientDefault.source,
        },
        at: step.at,
        fixes: isLink ? [] : moveToServerDefault(step.upgrade, step.operation),
      };
    }
  },
});

/** Another one for each row, and none that is in another table. */
const UUID = /uuid/i;

function isReference({ upgrade, operation }: StepOf<'add-column'>): boolean {
  const { table, column } = operation;
  if (column.constraints.some(({ kind }) => kind === 'foreign-key')) return true;
  return stepsOf(upgrade, 'add-constraint').some(
    ({ operation: { table: on, constraint } }) =>
      constraint.kind === 'foreign-key' &&
      tableKey(on) === tableKey(table) &&
      constraint.columns?.includes(column.name.text) === true,
  );
}

/** `undefined`: the rows get what they are to have, or there are none. */
function messageFor(
  step: StepOf<'add-column'>,
  value: string,
): 'required' | 'emptied' | 'ignored' | undefined {
  const isEmpty = isEmptied(step);
  if (step.operation.column.nullable === false) return isEmpty ? 'emptied' : 'required';
  return isEmpty || NULL.test(value) || fillsRows(step) ? undefined : 'ignored';
}

/** What the rows get anyway. */
const NULL = /^(?:\w+\.)*null\(\)$/;

/** A later step changes rows of the table, or may. */
function fillsRows({ upgrade, index, operation: { table } }: StepOf<'add-column'>): boolean {
  return upgrade.steps.slice(index + 1).some((step) => mayChangeRows(step, table));
}
