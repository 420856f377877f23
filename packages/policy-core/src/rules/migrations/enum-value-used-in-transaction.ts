import { judgedDeeds, type JudgedDeed } from '../../effects/judged-deeds.ts';
import { effectsByUpgrade, type JudgedEffects } from '../../effects/judged-effects.ts';
import { enumValueUse } from '../../migrations/enum-value-use.ts';
import { shownName } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const enumValueUsedInTransaction = defineRule({
  id: 'migrations/enum-value-used-in-transaction',
  summary: 'A new value of an enum is used only after the transaction that adds it.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    used: 'This {uses} {value}, which the same transaction adds to the enum {type}: PostgreSQL refuses with "unsafe use of new value". Add the value in an autocommit_block(), or by a transaction that is committed before.',
  },

  *check({ migrations }) {
    const effects = effectsByUpgrade(migrations);
    for (const added of judgedDeeds(migrations, 'add-enum-value')) {
      const { deed, step, transaction } = added;
      if (transaction.isInside === false || isNewType(added, migrations.pgVersion)) continue;
      const use = firstUse(added, effects.get(step.upgrade));
      if (use === undefined) continue;
      const isCertain =
        step.isCertain &&
        use.step.isCertain &&
        transaction.isInside === true &&
        !deed.ifNotExists &&
        enumValueUse(use.step, deed) === 'used';
      yield {
        kind: 'violation',
        messageId: 'used',
        data: {
          uses: isCertain ? 'uses' : 'may use',
          value: `'${deed.value}'`,
          type: shownName(deed.type),
        },
        at: use.step.at,
        related: [{ message: `'${deed.value}' is added here.`, at: step.at }],
      };
    }
  },
});

function firstUse(
  added: JudgedDeed<'add-enum-value'>,
  around: readonly JudgedEffects[] | undefined,
): JudgedEffects | undefined {
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
function isNewType({ step, deed }: JudgedDeed<'add-enum-value'>, pgVersion: number): boolean {
  if (pgVersion < 17) return false;
  return step.upgrade.steps
    .slice(0, step.index)
    .some(
      (before) =>
        before.kind === 'operation' &&
        before.operation.kind === 'create-object' &&
        before.operation.object === 'type' &&
        before.operation.name.isKnown &&
        before.operation.name.text === deed.type.text,
    );
}
