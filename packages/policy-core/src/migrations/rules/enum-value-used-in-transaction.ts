import {
  judgedUtilityStatements,
  type JudgedUtilityStatement,
} from '../effects/judged-utility-statements.ts';
import { effectsByUpgrade, type JudgedEffects } from '../effects/judged-effects.ts';
import { laterInTransaction } from '../effects/one-run.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { enumValueUse } from '../analysis/enum-value-use.ts';
import { allSteps, migrationSteps } from '../analysis/migration-step.ts';
import { isSameName } from '../operations/same-names.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { migrations } from '../facts/known-migrations.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const enumValueUsedInTransaction = defineRule({
  id: 'migrations/enum-value-used-in-transaction',
  summary: 'Commit a new enum value before you use it.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-enum-value'],

  options: NO_OPTIONS,

  messages: {
    later:
      'This {uses} {value} of {type} before {revision} commits it. Add the value in an autocommit_block(), or set transaction_per_migration=True in env.py, because PostgreSQL otherwise refuses it with "unsafe use of new value".',
    used: 'This {uses} {value} of {type} in the transaction that adds it. Add the value in an autocommit_block() or an earlier transaction, or PostgreSQL refuses it with "unsafe use of new value".',
  },

  *check(get, migration) {
    const effects = effectsByUpgrade(migration);
    for (const added of judgedUtilityStatements(migration, 'add-enum-value')) {
      const { transaction } = added;
      if (transaction.isInside === false || isNewType(added, get(migrations))) continue;
      const use = firstUse(added, effects.get(added.step.upgrade));
      if (use !== undefined) yield inOne(added, use.step);
      else yield* laterUse(added, get(migrations));
    }
  },
});

type Added = JudgedUtilityStatement<'add-enum-value'>;

function inOne({ deed, step, transaction }: Added, use: MigrationStep): Outcome<'used'> {
  const isCertain =
    step.isCertain &&
    use.isCertain &&
    transaction.isInside === true &&
    !deed.ifNotExists &&
    enumValueUse(use, deed) === 'used';
  return {
    kind: 'violation',
    messageId: 'used',
    data: { uses: isCertain ? 'uses' : 'may use', ...named(deed) },
    at: use.at,
    related: [{ message: `'${deed.value}' is added here.`, at: step.at }],
  };
}

/** In a revision that the same `alembic upgrade` may run. */
function* laterUse(added: Added, migrations: Migrations): Iterable<Outcome<'later'>> {
  const { deed, step } = added;
  for (const { upgrade, until } of laterInTransaction(migrations, step)) {
    if (!upgrade.text.includes(deed.value)) continue;
    const use = allSteps(upgrade).find((one) => one.index < until && enumValueUse(one, deed) !== undefined);
    if (use === undefined) continue;
    yield betweenRevisions(added, use);
    return;
  }
}

function betweenRevisions({ deed, step }: Added, use: MigrationStep): Outcome<'later'> {
  const outcome = {
    messageId: 'later',
    data: {
      uses: enumValueUse(use, deed) === 'used' ? 'uses' : 'may use',
      revision: step.upgrade.revision ?? '',
      ...named(deed),
    },
    at: use.at,
    related: [{ message: `'${deed.value}' is added here.`, at: step.at }],
  } as const;
  if (use.upgrade.environmentRuns !== undefined) return { kind: 'violation', ...outcome };
  const { path } = use.upgrade;
  const missing = [{ fact: path, reason: 'env.py does not show whether each migration has its transaction' }];
  return { kind: 'undecided', ...outcome, subject: path, waitsFor: 'observation', missing };
}

function named({ value, type }: Added['deed']): { readonly value: string; readonly type: string } {
  return { value: `'${value}'`, type: formatName(type) };
}

function firstUse(added: Added, around: readonly JudgedEffects[] | undefined): JudgedEffects | undefined {
  return around?.find((other) => isLater(other, added) && enumValueUse(other.step, added.deed) !== undefined);
}

/** In the same transaction. */
function isLater({ step, transaction }: JudgedEffects, added: JudgedEffects): boolean {
  return (
    step.index > added.step.index &&
    transaction.isInside !== false &&
    transaction.ended === added.transaction.ended
  );
}

/** From PostgreSQL 17 on, an enum that the same transaction makes takes values that can be used at once. */
function isNewType({ step, deed }: Added, migrations: Migrations): boolean {
  if (migrations.pgVersion < 17) return false;
  return migrationSteps(migrations, 'create-object').some(
    (made) =>
      made.operation.object === 'type' &&
      isSameName(made.operation.name, deed.type) &&
      goesOn(made, step, migrations),
  );
}

/** Whether one step comes before another one, in a transaction that may be the same. */
function goesOn(first: MigrationStep, { upgrade, index }: MigrationStep, migrations: Migrations): boolean {
  if (first.upgrade === upgrade) return first.index < index;
  return laterInTransaction(migrations, first).some(
    (later) => later.upgrade === upgrade && index < later.until,
  );
}
