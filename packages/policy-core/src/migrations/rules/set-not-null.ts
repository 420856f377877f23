import { judgedEffects } from '../effects/judged-effects.ts';
import { tableWork } from '../effects/table-work.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
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
      const { column } = operation;
      const { takes } = work;
      yield column.isKnown
        ? {
            kind: 'violation',
            messageId: 'reads',
            data: { takes, column: quotedName(column.text) },
            at: step.at,
          }
        : { kind: 'violation', messageId: 'open', data: { takes, column: formatName(column) }, at: step.at };
    }
  },
});
