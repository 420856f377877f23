import { judgedEffects } from '../effects/judged-effects.ts';
import { tableWork } from '../effects/table-work.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { quotedName } from '../sql/quoted-name.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const setNotNull = defineRule({
  id: 'migrations/set-not-null',
  summary: 'A column of a table that has rows becomes NOT NULL after a check has shown that it can.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    reads:
      'This {takes} until the transaction ends. Add CHECK ({column} IS NOT NULL) NOT VALID, validate it in a transaction of its own, and set NOT NULL then, which reads no row any more.',
    open: 'This {takes} until the transaction ends. Add a check that {column} is not NULL as NOT VALID, validate it in a transaction of its own, and set NOT NULL then, which reads no row any more.',
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
