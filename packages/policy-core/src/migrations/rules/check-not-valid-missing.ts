import { addedConstraints } from '../effects/added-constraints.ts';
import { notValidFirst } from '../fixes/validate-later.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';
import { nextIn } from '../facts/across-history.ts';

export const checkNotValidMissing = defineRule({
  id: 'migrations/check-not-valid-missing',
  summary: 'A check of a table that has rows is added NOT VALID, and validated later.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This {takes} until the transaction ends. Add the check NOT VALID, and validate it in a transaction of its own.',
    column:
      'This {takes} until the transaction ends. Add the column alone, then the check NOT VALID, and validate it in a transaction of its own.',
  },

  *check(get, migration) {
    for (const { step, kind, isOfColumn, work } of addedConstraints(migration)) {
      if (kind !== 'check' || work.work !== 'scan') continue;
      yield {
        kind: 'violation',
        messageId: isOfColumn ? 'column' : 'alone',
        data: { takes: work.takes },
        at: step.at,
        fixes: notValidFirst(step, nextIn(get)),
      };
    }
  },
});
