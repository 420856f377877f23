import { addedConstraints } from '../effects/added-constraints.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const exclusionConstraint = defineRule({
  id: 'migrations/exclusion-constraint',
  summary: 'Add exclusion constraints before a table has rows.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    adds: 'This adds an exclusion constraint, which PostgreSQL cannot build CONCURRENTLY. Add it while the table is small, or move the rows to a new table that has it: this {takes}.',
  },

  *check(_get, migration) {
    for (const { step, kind, work } of addedConstraints(migration)) {
      if (kind !== 'exclude' || work.work !== 'index') continue;
      yield { kind: 'violation', messageId: 'adds', data: { takes: work.takes }, at: step.at };
    }
  },
});
