import { verbForm } from '../analysis/verb-form.ts';
import { lossyTypeChanges } from '../analysis/lossy-type-changes.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { typeText } from '../operations/type-text.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const narrowColumnType = defineRule({
  id: 'migrations/narrow-column-type',
  summary: 'A column keeps room for every value it may hold.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    narrows:
      'This {turns} {table}.{column} from {from} into {to}: {reason}. Keep the type, or add a column of the new one and move the values that fit before the old one goes.',
  },

  *check({ migrations }) {
    for (const { step, from, to, reason } of lossyTypeChanges(migrations)) {
      const { table, column } = step.operation;
      yield {
        kind: 'violation',
        messageId: 'narrows',
        data: {
          turns: verbForm(step, 'turn'),
          table: formatTable(table),
          column: formatName(column),
          from: typeText(from),
          to: typeText(to),
          reason,
        },
        at: step.at,
      };
    }
  },
});
