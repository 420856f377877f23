import { z } from 'zod';

import { idPlace } from '../../history/graph-places.ts';
import { judgedHistories, newProblems, unseenHistory } from '../../history/judged-history.ts';
import { nearestWord } from '../../policy/nearest-word.ts';
import type { MissingRevision } from '../../history/revision-graph.ts';
import { defineRule } from '../../rule.ts';

export const missingParent = defineRule({
  id: 'migrations/missing-parent',
  summary: 'Every revision that another one names exists.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: z.strictObject({
    /** Ids and labels that `depends_on` may name because another package brings them. */
    allowDependsOn: z.array(z.string()).default([]),
  }),

  messages: {
    missing:
      '{child} names {id} in {header}, and no revision of {environment} has that id. Alembic cannot load the history; {advice}.',
    unseen: 'It cannot be told whether every revision that is named exists.',
  },

  *check({ migrations }, { options: { allowDependsOn } }) {
    yield* unseenHistory(migrations, 'unseen');
    for (const history of judgedHistories(migrations)) {
      for (const missing of newProblems(history, ({ missing: all }) => all, keyOf)) {
        const { child, id, via } = missing;
        if (via === 'depends_on' && allowDependsOn.includes(id)) continue;
        const path = history.graph.revisions.get(child)?.path ?? '';
        const part = via === 'down_revision' ? 'downRevision' : 'dependsOn';
        yield {
          kind: 'violation',
          messageId: 'missing',
          data: {
            child,
            id: id === '' ? "''" : id,
            header: via,
            environment: history.name,
            advice: advice(missing, [...history.graph.revisions.keys()]),
          },
          at: idPlace(history, { path, id, part }),
        };
      }
    }
  },
});

function keyOf({ child, id, via }: MissingRevision): string {
  return [child, id, via].join('\n');
}

function advice({ id, via }: MissingRevision, known: readonly string[]): string {
  if (id === '') return 'write None for a first revision';
  const nearest = nearestWord(id, known);
  if (nearest !== undefined) return `perhaps ${nearest} is meant`;
  return via === 'depends_on'
    ? 'correct it, or allow it in the options where another package brings it'
    : 'correct it, or bring back the file';
}
