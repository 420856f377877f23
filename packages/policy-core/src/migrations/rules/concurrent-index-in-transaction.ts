import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { outsideTransaction } from '../fixes/concurrently.ts';
import { verbForm } from '../analysis/verb-form.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const concurrentIndexInTransaction = defineRule({
  id: 'migrations/concurrent-index-in-transaction',
  summary: 'What PostgreSQL refuses inside a transaction runs outside of one.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: [
    'create-index',
    'drop-index',
    'create-object',
    'drop-object',
    'vacuum',
    'cluster',
    'reindex',
    'detach-partition',
    'set-parameter',
  ],

  options: NO_OPTIONS,

  messages: {
    alembic:
      'This {fails}: PostgreSQL refuses it inside a transaction, and Alembic runs the migration in one. Put it into op.get_context().autocommit_block().',
    together:
      'This {fails}: PostgreSQL refuses it inside a transaction, and runs all statements of one text in one, even in an autocommit_block(). Hand it to an execute() of its own.',
    sql: 'This {fails}: PostgreSQL refuses it inside a transaction, and it stands in one. Move it to a file that is run without a transaction.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step, effects, transaction } = judged;
      if (effects.refusedInTransaction !== true || transaction.isInside !== true) continue;
      yield {
        kind: 'violation',
        messageId: isSentTogether(step) ? 'together' : isOfAlembic(judged) ? 'alembic' : 'sql',
        data: { fails: verbForm(step, 'fail') },
        at: step.at,
        fixes: outsideTransaction(step),
      };
    }
  },
});

/** Alembic has no transaction around it. */
function isSentTogether({ upgrade, index }: MigrationStep): boolean {
  const step = upgrade.steps[index];
  return step?.autocommit === true && step.sentWith !== undefined;
}

function isOfAlembic({ step: { upgrade } }: JudgedEffects): boolean {
  return upgrade.revision !== undefined || upgrade.history !== undefined;
}
