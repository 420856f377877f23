import { addedConstraints, type AddedConstraint } from '../effects/added-constraints.ts';
import { usingIndex } from '../fixes/using-index.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const uniqueConstraintWithoutIndex = defineRule({
  id: 'migrations/unique-constraint-without-index',
  summary: 'Build the index of a unique constraint first, on a populated table.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This adds a unique constraint without an existing index. Build a unique index CONCURRENTLY first, and add the constraint USING INDEX: this {takes}.',
    column:
      'This adds a column with a unique constraint. Add the column alone, build a unique index CONCURRENTLY, and add the constraint USING INDEX: this {takes}.',
    partitions:
      'This adds a unique constraint to a partitioned table. Create a unique index ON ONLY the table, build one CONCURRENTLY on each partition, and attach those: this {takes}.',
  },

  *check(_get, migration) {
    for (const added of addedConstraints(migration)) {
      const { step, kind, work } = added;
      if (kind !== 'unique' || work.work !== 'index') continue;
      yield {
        kind: 'violation',
        messageId: messageFor(added),
        data: { takes: work.takes },
        at: step.at,
        fixes: work.isPartitioned ? [] : usingIndex(added),
      };
    }
  },
});

function messageFor({ isOfColumn, work }: AddedConstraint): 'alone' | 'column' | 'partitions' {
  if (isOfColumn) return 'column';
  return work.isPartitioned ? 'partitions' : 'alone';
}
