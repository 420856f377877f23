import { judgedUtilityStatements } from '../effects/judged-utility-statements.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const detachPartitionNotConcurrent = defineRule({
  id: 'migrations/detach-partition-not-concurrent',
  summary: 'Detach a partition CONCURRENTLY.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['detach-partition'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This {takes} ACCESS EXCLUSIVE on {tables}. Detach it CONCURRENTLY, outside of a transaction, because readers and writers wait.',
  },

  *check(_get, migration) {
    if (migration.pgVersion < FIRST_CONCURRENTLY) return;
    for (const judged of judgedUtilityStatements(migration, 'detach-partition')) {
      const { step, deed } = judged;
      const tables = judged.existing;
      if (deed.concurrently === true || tables.length === 0) continue;
      const isCertain = step.isCertain && deed.concurrently === false;
      yield {
        kind: 'violation',
        messageId: 'alone',
        data: {
          takes: verbForm({ isCertain }, 'take'),
          tables: tables.map(({ relation }) => formatTable(relation)).join(' and '),
        },
        at: step.at,
      };
    }
  },
});

/** PostgreSQL before that has no other way. */
const FIRST_CONCURRENTLY = 14;
