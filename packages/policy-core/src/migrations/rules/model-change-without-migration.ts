import { modelChanges, type ModelChange } from '../facts/model-changes.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { unseenFile } from '../../engine/unseen-file.ts';

export const modelChangeWithoutMigration = defineRule({
  id: 'migrations/model-change-without-migration',
  summary: 'Add a migration when you change the models.',
  defaultSeverity: 'warning',
  subjects: modelChanges,

  options: NO_OPTIONS,

  messages: {
    changed:
      'The models change {name} ({parts}) without a migration. Create one: alembic revision --autogenerate -m "...".',
    new: 'The models add {name} without a migration. Create one: alembic revision --autogenerate -m "...".',
    gone: 'The models remove {name} without a migration. Create one: alembic revision --autogenerate -m "...".',
    unclear: 'Cannot determine whether {path} describes the tables as before.',
  },

  *check(_get, { changes, unclear }) {
    for (const { path, reason } of unclear) yield unseenFile('unclear', path, reason);
    for (const { name, what, parts, at } of changes)
      yield { kind: 'violation', messageId: what, data: { name, parts: inWords(parts) }, at };
  },
});

const MOST_TOLD = 4;

function inWords(parts: ModelChange['parts']): string {
  if (parts.length <= MOST_TOLD) return parts.join(', ');
  return [...parts.slice(0, MOST_TOLD), `${parts.length - MOST_TOLD} more`].join(', ');
}
