import type { MigrationReading, Migrations } from '../analysis/migrations.ts';
import type { Reason } from '../operations/judgement.ts';
import { judgedUpgrades } from '../analysis/migration-step.ts';
import { triviality } from '../effects/triviality.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId = 'heavy' | 'unknown';

export const manualRunRequired = defineRule({
  id: 'migrations/manual-run-required',
  summary: 'Start a non-trivial upgrade by hand.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,

  options: NO_OPTIONS,

  messages: {
    heavy:
      '{why} Start this upgrade by hand, with a backup ready: migrations.apply runs only trivial ones by itself.',
    unknown:
      '{why} Start this upgrade by hand, with a backup ready: it may not be trivial, and migrations.apply runs only trivial ones by itself.',
  },

  *check(_get, migration) {
    if (migration.isUpgradedByHand !== true) return;
    const upgrades = new Map(judgedUpgrades(migration).map((upgrade) => [upgrade.path, upgrade]));
    for (const { path, reading } of migration.scripts) {
      const upgrade = upgrades.get(path);
      if (upgrade === undefined || !reading.known || reading.value.kind !== 'read') continue;
      yield* judge(migration, upgrade, reading.value);
    }
  },
});

function* judge(
  { pgVersion }: Migrations,
  upgrade: JudgedUpgrade,
  reading: Extract<MigrationReading, { readonly kind: 'read' }>,
): Iterable<Violation<MessageId>> {
  const { answer, reasons } = triviality(reading.upgrade, { upgrade, pgVersion });
  const [first, ...more] = reasons;
  if (answer === 'yes' || first === undefined) return;
  const { name } = reading.upgrade;
  const placeOf = ({ at }: Reason) => {
    const range = at ?? name;
    return range === undefined ? startOf(upgrade.path) : upgrade.span(range);
  };
  yield {
    kind: 'violation',
    messageId: answer === 'no' ? 'heavy' : 'unknown',
    data: { why: whyOf(first, more.length) },
    at: placeOf(first),
    related: more.map((reason) => ({ message: reason.text, at: placeOf(reason) })),
  };
}

/** With the number of those beside it. */
function whyOf({ text }: Reason, more: number): string {
  if (more === 0) return text;
  return `${text.slice(0, -1)}, and ${more} more ${more === 1 ? 'step' : 'steps'} of the kind.`;
}
