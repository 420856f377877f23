import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const unreadableRevision = defineRule({
  id: 'migrations/unreadable-revision',
  summary: 'Keep every Alembic revision readable.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  reportsUnread: true,
  onlyWith: ['unread'],

  options: NO_OPTIONS,

  messages: {
    unreadable: 'No rule can judge this revision: {problem}. Correct it, so that Alembic can load it.',
  },

  *check(_get, migration) {
    for (const { reading } of migration.scripts) {
      if (!reading.known || reading.value.kind !== 'unreadable') continue;
      const { problem, at } = reading.value;
      yield { kind: 'violation', messageId: 'unreadable', data: { problem }, at };
    }
  },
});
