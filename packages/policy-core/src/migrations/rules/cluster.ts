import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { rewrittenTables } from '../effects/rewritten-tables.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const cluster = defineRule({
  id: 'migrations/cluster',
  summary: 'No migration sorts the rows of a table by writing it again.',
  defaultSeverity: 'warning',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    table:
      'This {takes} until the transaction ends. Use pg_repack, or run it by hand while nobody uses the table.',
    every:
      'This {writes} every table again that was clustered before; readers and writers of each wait until it is done. Use pg_repack, or run it by hand while nobody uses them.',
  },

  *check(get) {
    for (const judged of judgedUtilityStatements(get(migrations), 'cluster'))
      yield* rewrittenTables(judged, { isEvery: judged.deed.table === undefined });
  },
});
