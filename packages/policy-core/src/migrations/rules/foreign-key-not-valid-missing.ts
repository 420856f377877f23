import { addedConstraints, type AddedConstraint } from '../effects/added-constraints.ts';
import { whoWaits, type LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import { formatTable } from '../operations/format-name.ts';
import { notValidFirst } from '../fixes/validate-later.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';
import { nextIn } from '../facts/across-history.ts';

export const foreignKeyNotValidMissing = defineRule({
  id: 'migrations/foreign-key-not-valid-missing',
  summary: 'Add foreign keys to populated tables NOT VALID, and validate them later.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-constraint', 'add-column'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This adds a foreign key without NOT VALID. Add it NOT VALID, and validate it in its own transaction: this {takes}{others}.',
    column:
      'This adds a column with a foreign key without NOT VALID. Add the column alone, then the foreign key NOT VALID, and validate it in its own transaction: this {takes}{others}.',
    partitions:
      'This adds a foreign key to a partitioned table without NOT VALID. Add it NOT VALID to each partition, validate those in their own transactions, and then add it to the table: this {takes}{others}.',
  },

  *check(get, migration) {
    for (const added of addedConstraints(migration)) {
      const { step, target, targetLock, work } = added;
      if (target === undefined || work.work !== 'scan') continue;
      const others = targetLock === undefined ? '' : othersText(target, targetLock);
      yield {
        kind: 'violation',
        messageId: messageFor(added),
        data: { takes: work.takes, others },
        at: step.at,
        fixes: work.isPartitioned ? [] : notValidFirst(step, nextIn(get)),
      };
    }
  },
});

function othersText(target: TableName, lock: LockMode): string {
  const who = whoWaits(lock) === 'readers-and-writers' ? 'readers and writers' : 'writers';
  return `, and so do ${who} of ${formatTable(target)}`;
}

function messageFor({ isOfColumn, work }: AddedConstraint): 'alone' | 'column' | 'partitions' {
  if (isOfColumn) return 'column';
  return work.isPartitioned ? 'partitions' : 'alone';
}
