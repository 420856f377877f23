import { effectText } from '../effects/effect-words.ts';
import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const setUnlogged = defineRule({
  id: 'migrations/set-unlogged',
  summary: 'A table that has rows stays logged, or unlogged, as it is.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['set-table-option'],

  options: NO_OPTIONS,

  messages: {
    unlogged:
      'This {takes} until the transaction ends. From then on a crash empties the table, and replicas do not have its rows. Leave it logged, and make a new UNLOGGED table for rows that may be lost.',
    logged:
      'This {takes} until the transaction ends. Make a new table that is logged and fill it in batches, or run this by hand while nobody uses the table.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'set-table-option')) {
      const { step, deed } = judged;
      const { option } = deed;
      if (option !== 'logged' && option !== 'unlogged') continue;
      for (const relation of judged.existing)
        yield {
          kind: 'violation',
          messageId: option,
          data: { takes: effectText(relation, step) },
          at: step.at,
        };
    }
  },
});
