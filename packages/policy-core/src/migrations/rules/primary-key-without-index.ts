import { addedConstraints } from '../effects/added-constraints.ts';
import { usingIndex } from '../fixes/using-index.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const primaryKeyWithoutIndex = defineRule({
  id: 'migrations/primary-key-without-index',
  summary: 'Build the index of a primary key first, on a populated table.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This adds a primary key without an existing index. Make the columns NOT NULL, build a unique index CONCURRENTLY, and add the key USING INDEX: this {takes}.',
    column:
      'This adds a column as the primary key. Add the column alone and fill it, build a unique index CONCURRENTLY, and add the key USING INDEX: this {takes}.',
    partitions:
      'This adds a primary key to a partitioned table. Give each partition its own key first, USING INDEX of one built CONCURRENTLY; the table then takes those, but this {takes}.',
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
