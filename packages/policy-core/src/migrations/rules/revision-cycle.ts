import { headerPlace } from '../history/graph-places.ts';
import { judgedHistories, judgedPaths, newProblems } from '../analysis/judged-history.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const revisionCycle = defineRule({
  id: 'migrations/revision-cycle',
  summary: 'Do not build a revision on itself, directly or through others.',
  defaultSeverity: 'error',
  subjects: historySubjects,
  reportedAtChangedFile: true,

  options: NO_OPTIONS,

  messages: {
    loop: '{id} names itself, so Alembic cannot load the history. Name the revision before it.',
    cycle:
      'These revisions form a cycle: {circle}. Let one of them name a revision outside, so that Alembic can load the history.',
  },

  *check(_get, migrations) {
    const judged = judgedPaths(migrations);
    for (const history of judgedHistories(migrations)) {
      for (const cycle of newProblems(
        history,
        ({ cycles }) => cycles,
        (ids) => ids.join('\n'),
      )) {
        const revisions = cycle.flatMap((id) => history.graph.revisions.get(id) ?? []);
        const [first, ...more] = revisions;
        const shown = revisions.find(({ path }) => judged.has(path)) ?? first;
        if (first === undefined || shown === undefined) continue;
        yield {
          kind: 'violation',
          messageId: more.length === 0 ? 'loop' : 'cycle',
          data: { id: first.id, circle: [...revisions.map(({ id }) => id), first.id].join(' → ') },
          at: headerPlace(history, shown.path, 'downRevision'),
          related: revisions
            .filter((revision) => revision !== shown)
            .map(({ id, path }) => ({
              message: `${id} is part of the circle.`,
              at: headerPlace(history, path, 'downRevision'),
            })),
        };
      }
    }
  },
});
