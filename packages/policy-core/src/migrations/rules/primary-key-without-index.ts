import { addedConstraints } from '../effects/added-constraints.ts';
import { usingIndex } from '../fixes/using-index.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const primaryKeyWithoutIndex = defineRule({
  id: 'migrations/primary-key-without-index',
  summary: 'A primary key of a table that has rows takes an index that is there.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This {takes} until the transaction ends. Make the columns NOT NULL, build a unique index CONCURRENTLY, and add the key USING INDEX.',
    column:
      'This {takes} until the transaction ends. Add the column alone and fill it, build a unique index CONCURRENTLY, and add the key USING INDEX.',
    partitions:
      'This {takes} until the transaction ends. Give each partition a key of its own first, USING INDEX of one built CONCURRENTLY; the table then takes those.',
  },

  *check(_get, migration) {
    for (const added of addedConstraints(migration)) {
      const { step, kind, isOfColumn, work } = added;
      if (kind !== 'primary-key' || work.work !== 'index') continue;
      const how = work.isPartitioned ? 'partitions' : 'alone';
      yield {
        kind: 'violation',
        messageId: isOfColumn ? 'column' : how,
        data: { takes: work.takes },
        at: step.at,
        fixes: work.isPartitioned ? [] : usingIndex(added),
      };
    }
  },
});
