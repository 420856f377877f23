import { verbForm } from '../analysis/verb-form.ts';
import { isNewColumn } from '../analysis/migration-step.ts';
import { lossyTypeChanges } from '../analysis/lossy-type-changes.ts';
import { listedWords } from '../analysis/operation-words.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { takenNames, takenText, type TakenName } from '../analysis/taken-names.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { migrationsBesideCode } from '../facts/migrations-beside-code.ts';

export const migrationWithAppCode = defineRule({
  id: 'migrations/migration-with-app-code',
  summary: 'Ship a breaking migration apart from application code.',
  defaultSeverity: 'warning',
  subjects: migrationsBesideCode,

  options: NO_OPTIONS,

  messages: {
    together:
      'This change {takes} and touches application code, too ({files}). Release code that works with both schemas first, and ship the migration in a later change.',
  },

  *check(_get, { migration, changed }) {
    const steps = incompatibleSteps(migration);
    const [first] = steps;
    if (first === undefined) return;
    const rest = changed.length - 1;
    const files = rest === 0 ? changed.join() : `${changed[0] ?? ''} and ${rest} more`;
    const takes = listedWords(steps.map(textOf), MOST_TOLD);
    yield { kind: 'violation', messageId: 'together', data: { takes, files }, at: first.step.at };
  },
});

const MOST_TOLD = 3;

/** Something that the code which runs may not get over. */
interface Incompatible {
  readonly step: MigrationStep;
  readonly verb: 'drop' | 'rename' | 'narrow';
  /** For people: `orders.total`. */
  readonly thing: string;
}

/** In the order of running. */
function incompatibleSteps(migrations: Migrations): readonly Incompatible[] {
  const taken = takenNames(migrations)
    .filter((one) => one.column === undefined || !isNewColumn(one.step, one.table, one.column))
    .map((one) => ({ step: one.step, verb: verbOf(one), thing: takenText(one) }));
  const narrowed = lossyTypeChanges(migrations).map(({ step }) => {
    const { table, column } = step.operation;
    return { step, verb: 'narrow' as const, thing: `${formatTable(table)}.${formatName(column)}` };
  });
  return [...taken, ...narrowed].toSorted((a, b) => a.step.index - b.step.index);
}

function verbOf({ step }: TakenName): 'drop' | 'rename' {
  const { kind } = step.operation;
  return kind === 'drop-table' || kind === 'drop-column' ? 'drop' : 'rename';
}

function textOf({ step, verb, thing }: Incompatible): string {
  return `${verbForm(step, verb)} ${thing}`;
}
