import { judgedEffects } from '../effects/judged-effects.ts';
import { openWork, tableWork } from '../effects/table-work.ts';
import { volatility } from '../effects/volatility.ts';
import type { ColumnDefault } from '../operations/column.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const volatileDefault = defineRule({
  id: 'migrations/volatile-default',
  summary: 'A column comes to a table that has rows without a value to be worked out for each of them.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-column'],

  options: NO_OPTIONS,

  messages: {
    volatile:
      'This {takes} until the transaction ends, since the default gives each row a value of its own. Add the column without it, set the default then, and fill the rows that are there in batches.',
    domain:
      'This {takes} until the transaction ends, since the domain looks at each value. Add the column with the type below it, and what the domain checks as a check that is NOT VALID.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { operation, at } = judged.step;
      if (operation.kind !== 'add-column' || isCounter(operation.column.default)) continue;
      const work =
        tableWork(judged, operation.table, { doing: 'rewrite' }) ??
        tableWork(judged, operation.table, { doing: 'unknown' });
      if (work === undefined) continue;
      const messageId = messageFor(operation.column.default);
      const outcome = { messageId, data: { takes: work.takes } } as const;
      yield work.work === 'rewrite'
        ? { kind: 'violation', ...outcome, at }
        : { kind: 'undecided', ...outcome, ...openWork(judged, operation.table) };
    }
  },
});

/** These are for migrations/add-serial-identity-or-stored-column to report. */
function isCounter({ kind }: ColumnDefault): boolean {
  return kind === 'sequence' || kind === 'identity' || kind === 'computed';
}

function messageFor(preset: ColumnDefault): 'volatile' | 'domain' {
  if (preset.kind === 'none' || (preset.kind === 'unknown' && preset.isText)) return 'domain';
  return preset.kind === 'sql' && volatility(preset.text).kind === 'stable' ? 'domain' : 'volatile';
}
