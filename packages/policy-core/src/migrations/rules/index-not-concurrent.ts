import { effectTextInForce } from '../effects/effect-words.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { concurrently } from '../fixes/concurrently.ts';
import { isPartitionedBefore } from '../analysis/partitioned-table.ts';
import { isNewTable } from '../analysis/migration-step.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const indexNotConcurrent = defineRule({
  id: 'migrations/index-not-concurrent',
  summary: 'Build an index of a populated table CONCURRENTLY.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['create-index'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This builds an index without CONCURRENTLY. Build it CONCURRENTLY, outside of a transaction: this {takes}.',
    partitions:
      'This builds an index without CONCURRENTLY. Create the index ON ONLY the table, build one CONCURRENTLY on each partition, and attach those: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step, effects } = judged;
      if (step.operation.kind !== 'create-index' || step.operation.concurrently === true) continue;
      const built = effects.relations.find(({ work }) => work === 'index');
      if (built === undefined || isNewTable(step, step.operation.table)) continue;
      const isPartitioned = isPartitionedBefore(step, step.operation.table);
      yield {
        kind: 'violation',
        messageId: isPartitioned ? 'partitions' : 'alone',
        data: { takes: takes(judged, built) },
        at: step.at,
        fixes: isPartitioned ? [] : concurrently(judged),
      };
    }
  },
});

/** `postgresql_concurrently=FLAG` only shows when it runs. */
function takes(judged: JudgedEffects, built: RelationEffect): string {
  const { step, effects } = judged;
  return effectTextInForce(judged, built, {
    isCertain: step.isCertain && effects.refusedInTransaction === false,
  });
}
