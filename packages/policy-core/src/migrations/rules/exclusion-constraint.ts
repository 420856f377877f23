import { addedConstraints } from '../effects/added-constraints.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const exclusionConstraint = defineRule({
  id: 'migrations/exclusion-constraint',
  summary: 'A table gets its exclusion constraints before it has rows.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    adds: 'This {takes} until the transaction ends, and nothing builds it CONCURRENTLY. Add it while the table is small, or make a new table that has it and move the rows there.',
  },

  *check(_get, migration) {
    for (const { step, kind, work } of addedConstraints(migration)) {
      if (kind !== 'exclude' || work.work !== 'index') continue;
      yield { kind: 'violation', messageId: 'adds', data: { takes: work.takes }, at: step.at };
    }
  },
});
