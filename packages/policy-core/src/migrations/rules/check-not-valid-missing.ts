import { addedConstraints } from '../effects/added-constraints.ts';
import { notValidFirst } from '../fixes/validate-later.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';
import { nextIn } from '../facts/across-history.ts';

export const checkNotValidMissing = defineRule({
  id: 'migrations/check-not-valid-missing',
  summary: 'Add checks to populated tables NOT VALID, and validate them later.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This adds a check without NOT VALID. Add it NOT VALID, and validate it in its own transaction: this {takes}.',
    column:
      'This adds a column with a check without NOT VALID. Add the column alone, then the check NOT VALID, and validate it in its own transaction: this {takes}.',
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
