import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { isLockedAnyway } from '../effects/locked-anyway.ts';
import { tableWork } from '../effects/table-work.ts';
import { concurrently } from '../fixes/concurrently.ts';
import { verbForm } from '../analysis/verb-form.ts';
import type { MigrationStep, StepOf } from '../analysis/judged-upgrade.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import { isPartitionedBefore } from '../analysis/partitioned-table.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropIndexNotConcurrent = defineRule({
  id: 'migrations/drop-index-not-concurrent',
  summary: 'Drop an index of a populated table CONCURRENTLY.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['drop-index'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This drops an index without CONCURRENTLY. Drop it CONCURRENTLY, outside of a transaction: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { operation } = judged.step;
      if (operation.kind !== 'drop-index' || operation.concurrently === true) continue;
      const takes = locks(migration, judged, operation);
      if (takes === undefined) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: { takes },
        at: judged.step.at,
        fixes: concurrently(judged),
      };
    }
  },
});

/** `undefined` where nobody waits, or there is no other way. */
function locks(
  migration: Migrations,
  judged: JudgedEffects,
  { concurrently }: StepOf<'drop-index'>['operation'],
): string | undefined {
  const { step, effects } = judged;
  const isOpen = concurrently === undefined;
  const [own] = effects.relations;
  if (own === undefined) {
    const takes = verbForm({ isCertain: step.isCertain && !isOpen }, 'take');
    return `${takes} ACCESS EXCLUSIVE on the table of the index; readers and writers wait`;
  }
  const table = own.relation;
  if (isDroppedLater(step, table) || isPartitionedBefore(step, table)) return undefined;
  // The drop takes a moment: what others wait for is the lock, which is there without it.
  if (isLockedAnyway(migration, judged, table)) return undefined;
  return tableWork(judged, table, { isOpen })?.takes;
}

function isDroppedLater({ upgrade, index }: MigrationStep, table: TableName): boolean {
  const key = tableKey(table);
  return upgrade.steps.slice(index).some((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'drop-table') return false;
    return tableKey(step.operation.table) === key;
  });
}
