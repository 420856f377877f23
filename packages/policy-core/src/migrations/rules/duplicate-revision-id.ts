import { headerPlace } from '../history/graph-places.ts';
import { judgedHistories, judgedPaths, newProblems } from '../analysis/judged-history.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const duplicateRevisionId = defineRule({
  id: 'migrations/duplicate-revision-id',
  summary: 'Give every revision its own id.',
  defaultSeverity: 'error',
  subjects: historySubjects,
  reportedAtChangedFile: true,

  options: NO_OPTIONS,

  messages: {
    duplicate:
      '{other} also has the id {id}, so `alembic upgrade head` fails. Give this revision its own id.',
  },

  *check(_get, migrations) {
    const judged = judgedPaths(migrations);
    for (const history of judgedHistories(migrations)) {
      const duplicates = newProblems(
        history,
        (graph) => [...graph.duplicates],
        ([id, paths]) => [id, ...paths].join('\n'),
      );
      for (const [id, paths] of duplicates) {
        const shown = paths.find((path) => judged.has(path)) ?? paths.at(-1) ?? '';
        const others = paths.filter((path) => path !== shown);
        yield {
          kind: 'violation',
          messageId: 'duplicate',
          data: { id, other: others[0] ?? shown },
          at: headerPlace(history, shown),
          related: others.map((path) => ({
            message: `It has the id ${id} as well.`,
            at: headerPlace(history, path),
          })),
        };
      }
    }
  },
});
