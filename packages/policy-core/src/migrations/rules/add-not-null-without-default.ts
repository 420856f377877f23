import { addServerDefault } from '../fixes/add-server-default.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isEmptied } from '../analysis/values/emptied-table.ts';
import { isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const addNotNullWithoutDefault = defineRule({
  id: 'migrations/add-not-null-without-default',
  summary: 'Give an added NOT NULL column a default.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  // MySQL and MariaDB fill the rows that are there with a value of their own.
  databases: ['postgresql', 'sqlite', 'oracle', 'mssql'],
  onlyWith: ['add-column'],

  options: NO_OPTIONS,

  messages: {
    adds: 'This {adds} {table}.{column} as NOT NULL without a default. Give it a {preset}, or add it as nullable, fill it, and make it NOT NULL in a later release, because existing rows and INSERTs of the running release make it fail.',
    emptied:
      'This {adds} {table}.{column} as NOT NULL without a default. Give it a {preset}, or make it NOT NULL in a later release, because INSERTs of the running release fail.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'add-column')) {
      const { table, column } = step.operation;
      const { nullable, default: preset, clientDefault } = column;
      // One of Python alone is for migrations/python-default-only to report.
      if (nullable !== false || preset.kind !== 'none' || clientDefault !== undefined) continue;
      if (isNewTable(step, table)) continue;
      yield {
        kind: 'violation',
        messageId: isEmptied(step) ? 'emptied' : 'adds',
        data: {
          adds: verbForm(step, 'add'),
          table: formatTable(table),
          column: formatName(column.name),
          preset: isSql(step) ? 'DEFAULT' : 'server_default',
        },
        at: step.at,
        fixes: addServerDefault(step.upgrade, column),
      };
    }
  },
});

/** SQL has a word of its own for it. */
function isSql({ upgrade, index }: MigrationStep): boolean {
  const step = upgrade.steps[index];
  return step?.kind === 'operation' && step.via === 'sql';
}
