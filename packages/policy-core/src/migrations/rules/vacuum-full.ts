import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { rewrittenTables } from '../effects/rewritten-tables.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const vacuumFull = defineRule({
  id: 'migrations/vacuum-full',
  summary: 'No migration writes tables again to make them smaller.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['vacuum'],

  options: NO_OPTIONS,

  messages: {
    table:
      'This {takes} until it is done. Leave room to VACUUM without FULL; to make the table smaller, use pg_repack, or run this by hand while nobody uses the table.',
    every:
      'This {writes} every table of the database again; readers and writers of each wait until it is done. Leave room to VACUUM without FULL; to make tables smaller, use pg_repack, or run this by hand while nobody uses them.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'vacuum')) {
      const { full, tables } = judged.deed;
      if (full) yield* rewrittenTables(judged, { isEvery: tables.length === 0 });
    }
  },
});
