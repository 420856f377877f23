import { verbForm } from '../analysis/verb-form.ts';
import { effectsOfStep } from '../effects/judged-effects.ts';
import { tableWork } from '../effects/table-work.ts';
import type { Migrations } from '../analysis/migrations.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { lossyTypeChanges, valuesMadeAnew } from '../analysis/lossy-type-changes.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { typeText } from '../operations/type-text.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId = 'narrows' | 'narrowsRewriting' | 'replaces' | 'computes';

export const narrowColumnType = defineRule({
  id: 'migrations/narrow-column-type',
  summary: 'Keep room in a column for every value it may contain.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    narrows:
      'This {turns} {table}.{column} from {from} into {to}. Keep the type, or add a column of the new one and move the values that fit before you drop the old one, because {reason}.',
    narrowsRewriting:
      'This {turns} {table}.{column} from {from} into {to}. Keep the type, or add a column of the new one and move the values that fit before you drop the old one, because {reason}, and this {takes}.',
    replaces:
      'This {replaces} every value of {table}.{column} with a constant. Keep the values, or add a column of the new type and drop the old one in a later release.',
    computes:
      'Cannot determine whether USING keeps the values of {table}.{column}. Remove it, or check that it returns each value.',
  },

  *check(_get, migration) {
    for (const { step, from, to, reason } of lossyTypeChanges(migration)) {
      const { table, column } = step.operation;
      const data = {
        turns: verbForm(step, 'turn'),
        table: formatTable(table),
        column: formatName(column),
        from: typeText(from),
        to: typeText(to),
        reason,
      };
      const takes = rewriteOf(migration, step);
      yield takes === undefined
        ? { kind: 'violation', messageId: 'narrows', data, at: step.at }
        : { kind: 'violation', messageId: 'narrowsRewriting', data: { ...data, takes }, at: step.at };
    }
    for (const { step, isConstant } of valuesMadeAnew(migration)) {
      const { table, column } = step.operation;
      const where = { table: formatTable(table), column: formatName(column) };
      yield isConstant ? violation(step, where) : undecided(step, where);
    }
  },
});

/** What the rewrite takes that comes with it; `undefined` where there is none. */
function rewriteOf(migration: Migrations, step: StepOf<'alter-column'>): string | undefined {
  const judged = effectsOfStep(migration, step);
  return judged && tableWork(judged, step.operation.table, { doing: 'rewrite' })?.takes;
}

interface Where {
  readonly table: string;
  readonly column: string;
}

function violation(step: StepOf<'alter-column'>, where: Where): Outcome<MessageId> {
  const data = { replaces: verbForm(step, 'replace'), ...where };
  return { kind: 'violation', messageId: 'replaces', data, at: step.at };
}

function undecided({ at }: StepOf<'alter-column'>, { table, column }: Where): Outcome<MessageId> {
  const missing = [{ fact: at.path, reason: `what the USING makes of ${table}.${column} is not known` }];
  const data = { table, column };
  return {
    kind: 'undecided',
    messageId: 'computes',
    data,
    at,
    subject: at.path,
    waitsFor: 'observation',
    missing,
  };
}
