import { whereReminder } from '../fixes/where-reminder.ts';
import { leavesRows } from '../analysis/leaves-rows.ts';
import { verbForm } from '../analysis/verb-form.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { isNewTable, judgedUpgrades, migrationSteps } from '../analysis/migration-step.ts';
import { unclearSteps } from '../analysis/unclear-steps.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const deleteWithoutWhere = defineRule({
  id: 'migrations/delete-without-where',
  summary: 'Give every DELETE a WHERE.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['change-rows', 'unclear'],

  options: NO_OPTIONS,

  messages: {
    deletes:
      'This {deletes} every row of {table}, because it has no WHERE. Add a WHERE that selects the rows to delete.',
    runs: 'Cannot determine whether this changes rows. Check what it does to them before you merge it, because {problem}.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'change-rows')) {
      const { verb, table } = step.operation;
      if (verb !== 'delete' || leavesRows(step) || isNewTable(step, table)) continue;
      yield {
        kind: 'violation',
        messageId: 'deletes',
        data: { deletes: verbForm(step, 'delete'), table: formatTable(table) },
        at: step.at,
        fixes: whereReminder(step),
      };
    }
    for (const upgrade of judgedUpgrades(migration)) yield* inDoubt(upgrade);
  },
});

/** What was read, drops no table, and yet may change any row. */
function* inDoubt(upgrade: JudgedUpgrade): Iterable<Outcome<'deletes' | 'runs'>> {
  const { path, span } = upgrade;
  for (const step of unclearSteps(upgrade)) {
    const { problem, isRead, reach, keepsTables } = step;
    if (isRead !== true || keepsTables !== true || reach?.kind !== 'rows') continue;
    const missing = [{ fact: path, reason: problem }];
    const about = { subject: path, waitsFor: 'observation', missing } as const;
    yield { kind: 'undecided', messageId: 'runs', data: { problem }, at: span(step), ...about };
  }
}
