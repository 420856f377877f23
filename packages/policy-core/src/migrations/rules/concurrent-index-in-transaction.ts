import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { outsideTransaction } from '../fixes/concurrently.ts';
import { verbForm } from '../analysis/verb-form.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const concurrentIndexInTransaction = defineRule({
  id: 'migrations/concurrent-index-in-transaction',
  summary: 'Run statements that PostgreSQL refuses in a transaction outside of one.',
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
      'This {fails} in the transaction that Alembic opens for the migration. Put it into op.get_context().autocommit_block().',
    together:
      'This {fails}, because PostgreSQL runs one text in one transaction. Give it an execute() of its own, even in an autocommit_block().',
    sql: 'This {fails} inside a transaction, which PostgreSQL does not allow. Move it to a file that runs without a transaction.',
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
