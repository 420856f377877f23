import { whereReminder } from '../fixes/where-reminder.ts';
import { leavesRows } from '../analysis/leaves-rows.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { tableKey } from '../operations/name.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const updateWithoutWhere = defineRule({
  id: 'migrations/update-without-where',
  summary: 'Give every UPDATE a WHERE, unless it fills a new column.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['change-rows'],

  options: NO_OPTIONS,

  messages: {
    derives:
      'This {changes} values in every row of {table}, without a WHERE. Add a WHERE that selects the rows to change.',
    updates:
      'This {overwrites} values in every row of {table}, without a WHERE. Add a WHERE that selects the rows to change, because their old values are lost.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'change-rows')) {
      const { verb, table, values } = step.operation;
      if (
        verb !== 'update' ||
        leavesRows(step) ||
        values === 'kept' ||
        isNewTable(step, table) ||
        fillsColumn(step) ||
        fillsColumnOfFunction(step)
      )
        continue;
      if (onlyTurnsOver(step)) continue;
      yield {
        kind: 'violation',
        messageId: values === 'derived' ? 'derives' : 'updates',
        data: {
          overwrites: verbForm(step, 'overwrite'),
          changes: verbForm(step, 'change'),
          table: formatTable(table),
        },
        at: step.at,
        fixes: whereReminder(step),
      };
    }
  },
});

/** `SET is_deleted = NOT is_deleted`: what was there can be told from what is. */
function onlyTurnsOver({ upgrade, index }: StepOf<'change-rows'>): boolean {
  const { start, end } = upgrade.steps[index] ?? { start: 0, end: 0 };
  return /\bset\s+("?)(\w+)\1\s*=\s*not\s+\1\2\1[\s;]*$/i.test(upgrade.text.slice(start, end));
}

/** The table has a column that the migration adds: so columns are filled. */
function fillsColumn({ upgrade, index, operation }: StepOf<'change-rows'>): boolean {
  const key = tableKey(operation.table);
  return upgrade.steps
    .slice(0, index)
    .some(
      (step) =>
        step.kind === 'operation' &&
        step.operation.kind === 'add-column' &&
        tableKey(step.operation.table) === key,
    );
}

/** `SELECT AddGeometryColumn('notes', 'geom', ...)` adds what the UPDATE writes first. */
function fillsColumnOfFunction({ upgrade, index, operation }: StepOf<'change-rows'>): boolean {
  const { text, steps } = upgrade;
  const { start, end } = steps[index] ?? { start: 0, end: 0 };
  const column = /\bset\s+"?(\w+)"?\s*=/i.exec(text.slice(start, end))?.[1];
  if (column === undefined) return false;
  return steps.slice(0, index).some((step) => {
    const call = /\badd\w*column\s*\([^;]*/i.exec(text.slice(step.start, step.end))?.[0] ?? '';
    const named = Array.from(call.matchAll(/'(\w+)'/g), ([, name]) => name);
    return named.includes(column) && named.includes(operation.table.text);
  });
}
