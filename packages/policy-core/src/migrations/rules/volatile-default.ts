import { judgedEffects } from '../effects/judged-effects.ts';
import { openWork, tableWork } from '../effects/table-work.ts';
import { volatility } from '../effects/volatility.ts';
import type { ColumnDefault } from '../operations/column.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const volatileDefault = defineRule({
  id: 'migrations/volatile-default',
  summary: 'Do not add columns with volatile defaults to a populated table.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-column'],

  options: NO_OPTIONS,

  messages: {
    volatile:
      'This adds a column whose default differs in each row. Add the column without the default, set the default then, and fill existing rows in batches: this {takes}.',
    domain:
      "This adds a column of a domain that checks every value. Add the column with the domain's base type, and the domain's check as a NOT VALID check: this {takes}.",
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
