import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { rewrittenTables } from '../effects/rewritten-tables.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const cluster = defineRule({
  id: 'migrations/cluster',
  summary: 'Do not sort the rows of a table by rewriting it.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['cluster'],

  options: NO_OPTIONS,

  messages: {
    table:
      'CLUSTER rewrites the table. Use pg_repack, or run it by hand while nobody uses the table: this {takes}.',
    every:
      'This {writes} every clustered table again; its readers and writers wait. Use pg_repack, or run it by hand while nobody uses them.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'cluster'))
      yield* rewrittenTables(judged, { isEvery: judged.deed.table === undefined });
  },
});
