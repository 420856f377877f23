import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { rewrittenTables } from '../effects/rewritten-tables.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const vacuumFull = defineRule({
  id: 'migrations/vacuum-full',
  summary: 'Do not rewrite a table to make it smaller.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['vacuum'],

  options: NO_OPTIONS,

  messages: {
    table:
      'VACUUM FULL rewrites the table. Leave room to VACUUM without FULL; to shrink the table, use pg_repack, or run this by hand while nobody uses it: this {takes}.',
    every:
      'This {writes} every table of the database; readers and writers wait. Leave room to VACUUM without FULL; to shrink tables, use pg_repack, or run this by hand while nobody uses them.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'vacuum')) {
      const { full, tables } = judged.deed;
      if (full) yield* rewrittenTables(judged, { isEvery: tables.length === 0 });
    }
  },
});
