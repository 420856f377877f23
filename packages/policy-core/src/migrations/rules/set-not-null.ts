import { judgedEffects } from '../effects/judged-effects.ts';
import { tableWork } from '../effects/table-work.ts';
import { isLeftOutByInserts } from '../analysis/left-out-column.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { quotedName } from '../sql/quoted-name.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const setNotNull = defineRule({
  id: 'migrations/set-not-null',
  summary: 'Validate a check before you set a populated column NOT NULL.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    reads:
      'This sets NOT NULL without a validated check. Add CHECK ({column} IS NOT NULL) NOT VALID, validate it in its own transaction, then set NOT NULL without reading rows: this {takes}.',
    leftOut:
      'This {makes} the new {table}.{column} NOT NULL, so running INSERTs fail. Give it a default, or set NOT NULL in a later release, behind a validated check: this {takes}.',
    open: 'This sets NOT NULL without a validated check. Add a NOT VALID check that {column} is not NULL, validate it in its own transaction, then set NOT NULL without reading rows: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step } = judged;
      const { operation } = step;
      if (operation.kind !== 'alter-column') continue;
      const isOpen = operation.nullable === 'unknown';
      // A new type may have rows read, too.
      if (!isOpen && !judged.effects.failures.some(({ kind }) => kind === 'nulls')) continue;
      const work = tableWork(judged, operation.table, { isOpen, doing: 'scan' });
      if (work === undefined) continue;
      yield {
        kind: 'violation',
        ...told({ ...step, operation }, { isOpen, takes: work.takes }),
        at: step.at,
      };
    }
  },
});

type Told = Pick<Violation<'reads' | 'leftOut' | 'open'>, 'messageId' | 'data'>;

function told(
  step: StepOf<'alter-column'>,
  { isOpen, takes }: { readonly isOpen: boolean; readonly takes: string },
): Told {
  const { table, column } = step.operation;
  if (!isOpen && isLeftOutByInserts(step)) {
    const names = { table: formatTable(table), column: formatName(column) };
    return { messageId: 'leftOut', data: { takes, makes: verbForm(step, 'make'), ...names } };
  }
  return column.isKnown
    ? { messageId: 'reads', data: { takes, column: quotedName(column.text) } }
    : { messageId: 'open', data: { takes, column: formatName(column) } };
}
