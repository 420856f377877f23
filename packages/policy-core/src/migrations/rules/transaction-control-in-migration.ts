import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { fileTransaction } from '../sql/file-transaction.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const transactionControlInMigration = defineRule({
  id: 'migrations/transaction-control-in-migration',
  summary: 'Let the tool begin and end the transaction.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['transaction'],

  options: NO_OPTIONS,

  messages: {
    ends: "{command} ends the migration's transaction before the revision is recorded. Use op.get_context().autocommit_block(), with an env.py that executes nothing before the transaction.",
    begins: '{command} begins nothing: Alembic has already begun a transaction. Remove it.',
    endsInSql:
      '{command} ends the transaction that the tool began. Remove it, or have the tool run this file without a transaction, because a failure cannot undo what came before.',
    beginsInSql: '{command} begins nothing: the tool has already begun a transaction. Remove it.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step } = judged;
      const found = controls(judged);
      if (found === undefined) continue;
      const { path, revision, history } = step.upgrade;
      const isAlembic = revision !== undefined || history !== undefined;
      if (!isAlembic && (fileTransaction(step.upgrade) !== true || isPrisma(path))) continue;
      const messageId = isAlembic ? found.what : (`${found.what}InSql` as const);
      yield { kind: 'violation', messageId, data: { command: found.command }, at: step.at };
    }
  },
});

/** Outside of any transaction it has one of its own. */
function controls({
  step: { operation },
  transaction,
}: JudgedEffects): { readonly what: 'begins' | 'ends'; readonly command: string } | undefined {
  if (operation.kind !== 'other' || operation.deed?.kind !== 'transaction') return undefined;
  if (transaction.isInside === false) return undefined;
  const command = operation.what;
  switch (operation.deed.what) {
    case 'begin':
      return { what: 'begins', command };
    case 'commit':
    case 'rollback':
    case 'prepare':
      return { what: 'ends', command };
    default:
      return undefined;
  }
}

/** It opens none itself: a file may do so. */
function isPrisma(path: string): boolean {
  return /(?:^|\/)migration\.sql$/.test(path);
}
