import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const unreadableRevision = defineRule({
  id: 'migrations/unreadable-revision',
  summary: 'Every Alembic revision can be read.',
  defaultSeverity: 'error',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    unreadable:
      'Nothing in this revision was judged, because {problem}. Correct it, so that Alembic can load it.',
  },

  *check(get) {
    for (const { reading } of get(migrations).scripts) {
      if (!reading.known || reading.value.kind !== 'unreadable') continue;
      const { problem, at } = reading.value;
      yield { kind: 'violation', messageId: 'unreadable', data: { problem }, at };
    }
  },
});
