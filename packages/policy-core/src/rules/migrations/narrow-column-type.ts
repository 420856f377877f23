import type { ColumnType } from '../../migrations/column-type.ts';
import { columnBefore, isNewColumn, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { does } from '../../migrations/does.ts';
import { typeText } from '../../migrations/type-text.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';
import { typeChange } from '../../schema/type-change.ts';

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
    for (const step of judgedSteps(migrations, 'alter-column')) {
      const { table, column, type } = step.operation;
      const from = typeBefore(step);
      if (type === undefined || from === undefined || isNewColumn(step, table, column)) continue;
      const change = typeChange(from, type);
      if (change.kind !== 'narrowing') continue;
      yield {
        kind: 'violation',
        messageId: 'narrows',
        data: {
          turns: does(step, 'turn'),
          table: shownTable(table),
          column: shownName(column),
          from: typeText(from),
          to: typeText(type),
          reason: change.reason,
        },
        at: step.at,
      };
    }
  },
});

/** What the migration says, which autogenerate took from a database, or else what earlier ones made. */
function typeBefore(step: StepOf<'alter-column'>): ColumnType | undefined {
  const { table, column, existingType } = step.operation;
  return existingType?.isKnown === true ? existingType : columnBefore(step, table, column)?.type;
}
