import { effectText } from '../effects/effect-words.ts';
import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import type { Work } from '../effects/step-effects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const tableRewrite = defineRule({
  id: 'migrations/table-rewrite',
  summary: 'A table that has rows stays in its tablespace, and under its access method.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['set-table-option'],

  options: NO_OPTIONS,

  messages: {
    tablespace:
      'This {takes} until the transaction ends. Move the table with pg_repack, or run this by hand while nobody uses it.',
    method:
      'This {takes} until the transaction ends. Make a new table with that access method and fill it in batches, or run this by hand while nobody uses the table.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'set-table-option')) {
      const { step, deed } = judged;
      if (deed.option !== 'tablespace' && deed.option !== 'access-method') continue;
      for (const relation of judged.existing.filter(({ work }) => isLong(work)))
        yield {
          kind: 'violation',
          messageId: deed.option === 'tablespace' ? 'tablespace' : 'method',
          data: { takes: effectText(relation, step) },
          at: step.at,
        };
    }
  },
});

function isLong(work: Work): boolean {
  return work === 'rewrite' || work === 'unknown';
}
