import { effectText } from '../effects/effect-words.ts';
import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const setUnlogged = defineRule({
  id: 'migrations/set-unlogged',
  summary: 'Keep a populated table logged or unlogged, as it is.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['set-table-option'],

  options: NO_OPTIONS,

  messages: {
    unlogged:
      'This makes a table unlogged, so a crash empties it. Leave it logged, and create a new UNLOGGED table for rows that may be lost and that replicas need not have: this {takes}.',
    logged:
      'This rewrites an unlogged table as a logged one. Fill a new logged table in batches, or run this by hand while nobody uses the table: this {takes}.',
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
