import { effectTextInForce } from '../effects/effect-words.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { concurrently } from '../fixes/concurrently.ts';
import { isPartitionedBefore } from '../analysis/partitioned-table.ts';
import { isSameIndex } from '../analysis/index-reach.ts';
import type { MigrationStep, StepOf } from '../analysis/judged-upgrade.ts';
import { isTakenAsNew } from '../analysis/newness/claimed-table.ts';
import { stepsOf, tableBefore } from '../analysis/migration-step.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId = 'alone' | 'partitions' | 'attaches';

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
    attaches:
      'Cannot determine whether each partition of {table} has this index already. Look in the database, because the new one is then built over no rows.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { operation } = judged.step;
      if (operation.kind !== 'create-index' || operation.concurrently === true) continue;
      const built = judged.effects.relations.find(({ work }) => work === 'index');
      if (built === undefined || isTakenAsNew(judged.step, operation.table)) continue;
      const mayAttach = built.cause === 'named' && isBuiltBefore(judged.step, operation);
      yield mayAttach ? undecided(judged.step, operation) : violation(judged, operation, built);
    }
  },
});

function violation(judged: JudgedEffects, { table }: CreateIndex, built: RelationEffect): Outcome<MessageId> {
  const isPartitioned = isPartitionedBefore(judged.step, table);
  return {
    kind: 'violation',
    messageId: isPartitioned ? 'partitions' : 'alone',
    data: { takes: takes(judged, built) },
    at: judged.step.at,
    fixes: isPartitioned ? [] : concurrently(judged),
  };
}

/** `postgresql_concurrently=FLAG` only shows when it runs. */
function takes(judged: JudgedEffects, built: RelationEffect): string {
  const { step, effects } = judged;
  return effectTextInForce(judged, built, {
    isCertain: step.isCertain && effects.refusedInTransaction === false,
  });
}

/** CONCURRENTLY, on what may be partitions that no migration made. */
function isBuiltBefore(step: MigrationStep, index: CreateIndex): boolean {
  if (!isPartitionedBefore(step, index.table)) return false;
  return stepsOf(step.upgrade, 'create-index').some(
    ({ operation, index: at }) =>
      at < step.index &&
      operation.concurrently === true &&
      tableBefore(step, operation.table)?.createdIn === undefined &&
      isSameIndex(operation, index),
  );
}

type CreateIndex = StepOf<'create-index'>['operation'];

function undecided({ at, upgrade }: MigrationStep, { table }: CreateIndex): Outcome<MessageId> {
  const name = formatTable(table);
  return {
    kind: 'undecided',
    messageId: 'attaches',
    data: { table: name },
    at,
    subject: name,
    waitsFor: 'observation',
    missing: [{ fact: upgrade.path, reason: `no migration shows the partitions of ${name}` }],
  };
}
