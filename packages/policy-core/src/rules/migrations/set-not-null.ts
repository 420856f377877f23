import { judgedEffects } from '../../effects/judged-effects.ts';
import { tableWork } from '../../effects/table-work.ts';
import { shownName } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const setNotNull = defineRule({
  id: 'migrations/set-not-null',
  summary: 'A column of a table that has rows becomes NOT NULL after a check has shown that it can.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    reads:
      'This {takes} until the transaction ends. Add CHECK ({column} IS NOT NULL) NOT VALID, validate it in a transaction of its own, and set NOT NULL then, which reads no row any more.',
  },

  *check({ migrations }) {
    for (const judged of judgedEffects(migrations)) {
      const { step, effects } = judged;
      const { operation } = step;
      if (operation.kind !== 'alter-column') continue;
      if (!effects.failures.some(({ kind }) => kind === 'nulls')) continue;
      const work = tableWork(judged, operation.table);
      if (work?.work !== 'scan') continue;
      const data = { takes: work.takes, column: shownName(operation.column) };
      yield { kind: 'violation', messageId: 'reads', data, at: step.at };
    }
  },
});
