import { effectText } from '../effects/effect-words.ts';
import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import type { Work } from '../effects/step-effects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const tableRewrite = defineRule({
  id: 'migrations/table-rewrite',
  summary: 'Do not move a populated table to another tablespace or access method.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['set-table-option'],

  options: NO_OPTIONS,

  messages: {
    tablespace:
      'This moves a table to another tablespace. Move it with pg_repack, or run this by hand while nobody uses it: this {takes}.',
    method:
      'This changes the access method of a table. Fill a new table with that access method in batches, or run this by hand while nobody uses the table: this {takes}.',
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
