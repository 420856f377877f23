import { isFirstElsewhere } from '../alembic/unknown-steps.ts';
import { judgedUpgrades } from '../analysis/migration-step.ts';
import type { Step } from '../operations/operation.ts';
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
    for (const { path, steps, span } of judgedUpgrades(migrations)) {
      const messageId = path.endsWith('.py') ? 'unclear' : 'unread';
      for (const { problem, ...place } of toldOnce(steps.filter(isFirstElsewhere))) {
        yield { kind: 'violation', messageId, data: { problem }, at: span(place) };
      }
    }
  },
});

type UnclearStep = Extract<Step, { kind: 'unclear' }>;

/** A loop, or a helper that is called often, leads to one place again and again. */
function toldOnce(steps: readonly Step[]): Iterable<UnclearStep> {
  const places = new Map<string, UnclearStep>();
  for (const step of steps) {
    if (step.kind !== 'unclear') continue;
    const place = `${step.start} ${step.end} ${step.problem}`;
    if (!places.has(place)) places.set(place, step);
  }
  return places.values();
}
