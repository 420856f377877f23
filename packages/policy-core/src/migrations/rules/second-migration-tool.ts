import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { secondTools } from '../facts/migration-tools.ts';

export const secondMigrationTool = defineRule({
  id: 'migrations/second-migration-tool',
  summary: 'Migrate the schema only with Alembic.',
  defaultSeverity: 'warning',
  subjects: secondTools,

  options: NO_OPTIONS,

  messages: {
    second:
      '{path} belongs to {tool}, but Alembic owns the schema. Write a revision instead, or name the file under migrations.sql.',
  },

  *check(_get, { tool, path }) {
    if (tool !== undefined)
      yield { kind: 'violation', messageId: 'second', data: { tool, path }, at: startOf(path) };
  },
});
