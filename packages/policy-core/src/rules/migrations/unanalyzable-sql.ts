import { isFirstElsewhere } from '../../alembic/unknown-steps.ts';
import { judgedUpgrades } from '../../migrations/judged-steps.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const unanalyzableSql = defineRule({
  id: 'migrations/unanalyzable-sql',
  summary: 'What a migration does can be read from its text.',
  defaultSeverity: 'info',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    unclear: 'No rule judges what this does, because {problem}. Write it as a literal where you can.',
    unread:
      'No rule judges this statement, because {problem}. Correct it, or keep what is not SQL of PostgreSQL elsewhere.',
  },

  *check({ migrations }) {
    for (const { path, steps, span } of judgedUpgrades(migrations)) {
      for (const step of steps.filter(isFirstElsewhere)) {
        if (step.kind !== 'unclear') continue;
        const messageId = path.endsWith('.py') ? 'unclear' : 'unread';
        yield { kind: 'violation', messageId, data: { problem: step.problem }, at: span(step) };
      }
    }
  },
});
