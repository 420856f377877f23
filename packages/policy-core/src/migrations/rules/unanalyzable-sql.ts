import { judgedUpgrades } from '../analysis/migration-step.ts';
import { unclearSteps } from '../analysis/unclear-steps.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

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
    for (const upgrade of judgedUpgrades(migrations)) {
      const { path, span } = upgrade;
      const messageId = path.endsWith('.py') ? 'unclear' : 'unread';
      for (const { problem, ...place } of unclearSteps(upgrade)) {
        yield { kind: 'violation', messageId, data: { problem }, at: span(place) };
      }
    }
  },
});
