import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { rewrittenTables } from '../effects/rewritten-tables.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const cluster = defineRule({
  id: 'migrations/cluster',
  summary: 'No migration sorts the rows of a table by writing it again.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['cluster'],

  options: NO_OPTIONS,

  messages: {
    table:
      'This {takes} until the transaction ends. Use pg_repack, or run it by hand while nobody uses the table.',
    every:
      'This {writes} every table again that was clustered before; readers and writers of each wait until it is done. Use pg_repack, or run it by hand while nobody uses them.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'cluster'))
      yield* rewrittenTables(judged, { isEvery: judged.deed.table === undefined });
  },
});
