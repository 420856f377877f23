import { judgedEffects } from '../effects/judged-effects.ts';
import { tableWork } from '../effects/table-work.ts';
import type { ColumnDefault } from '../operations/column.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const addSerialIdentityOrStoredColumn = defineRule({
  id: 'migrations/add-serial-identity-or-stored-column',
  summary: 'Do not add serial, identity or stored columns to a populated table.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-column'],

  options: NO_OPTIONS,

  messages: {
    counts:
      'This adds a column that numbers every row. Add a plain column, let a sequence number new rows, number existing rows in batches, then make it an identity: this {takes}.',
    stored:
      'This adds a column that PostgreSQL computes for every row. Fill a plain column from a trigger or the application, and existing rows in batches, or compute the value in a view: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { operation, at } = judged.step;
      if (operation.kind !== 'add-column') continue;
      const messageId = messageFor(operation.column.default);
      const work = messageId && tableWork(judged, operation.table);
      if (messageId === undefined || work?.work !== 'rewrite') continue;
      yield { kind: 'violation', messageId, data: { takes: work.takes }, at };
    }
  },
});

function messageFor({ kind }: ColumnDefault): 'counts' | 'stored' | undefined {
  if (kind === 'computed') return 'stored';
  return kind === 'sequence' || kind === 'identity' ? 'counts' : undefined;
}
