import { judgedEffects } from '../effects/judged-effects.ts';
import { tableWork } from '../effects/table-work.ts';
import type { ColumnDefault } from '../operations/column.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const addSerialIdentityOrStoredColumn = defineRule({
  id: 'migrations/add-serial-identity-or-stored-column',
  summary: 'A column that counts or is worked out does not come to a table that has rows.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['add-column'],

  options: NO_OPTIONS,

  messages: {
    counts:
      'This {takes} until the transaction ends, since it numbers them. Add a plain column, have a sequence number new rows, number those that are there in batches, and make it an identity then.',
    stored:
      'This {takes} until the transaction ends, since the value is worked out and stored. Add a plain column, have a trigger or the application fill it, and fill the rows that are there in batches; or work it out in a view.',
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
