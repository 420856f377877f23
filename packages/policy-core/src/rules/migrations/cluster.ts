import { effectText } from '../../effects/effect-words.ts';
import { existingRelations } from '../../effects/existing-relations.ts';
import { judgedDeeds } from '../../effects/judged-deeds.ts';
import { does } from '../../migrations/does.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const cluster = defineRule({
  id: 'migrations/cluster',
  summary: 'No migration sorts the rows of a table by writing it again.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    table:
      'This {takes} until the transaction ends. Use pg_repack, or run it by hand while nobody uses the table.',
    every:
      'This {writes} every table again that was clustered before; readers and writers of each wait until it is done. Use pg_repack, or run it by hand while nobody uses them.',
  },

  *check({ migrations }) {
    for (const judged of judgedDeeds(migrations, 'cluster')) {
      const { step, deed } = judged;
      if (deed.table === undefined)
        yield {
          kind: 'violation',
          messageId: 'every',
          data: { writes: does(step, 'write') },
          at: step.at,
        };
      for (const relation of existingRelations(judged))
        yield {
          kind: 'violation',
          messageId: 'table',
          data: { takes: effectText(relation, step) },
          at: step.at,
        };
    }
  },
});
