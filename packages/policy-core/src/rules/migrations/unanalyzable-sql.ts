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
  },

  *check({ migrations }) {
    for (const { steps, span } of judgedUpgrades(migrations)) {
      for (const step of steps) {
        if (step.kind !== 'unclear') continue;
        yield { kind: 'violation', messageId: 'unclear', data: { problem: step.problem }, at: span(step) };
      }
    }
  },
});
