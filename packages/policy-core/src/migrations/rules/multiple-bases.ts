import { z } from 'zod';

import { headerPlace, listedIds } from '../history/graph-places.ts';
import { judgedHistories, judgedPaths, unseenHistory } from '../analysis/judged-history.ts';
import type { GraphRevision, RevisionGraph } from '../history/revision-graph.ts';
import { defineRule } from '../../engine/rule.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const multipleBases = defineRule({
  id: 'migrations/multiple-bases',
  summary: 'Start all revisions of a database from one base.',
  defaultSeverity: 'error',
  subjects: historySubjects,
  reportedAtChangedFile: true,

  options: z.strictObject({
    /** Branch labels that may have a base of their own. */
    allowBranches: z.array(z.string()).default([]),
  }),

  messages: {
    bases:
      '{environment} has {count} base revisions: {bases}. Build {id} on an existing revision, because a database on one line never sees the other.',
    unseen: 'Cannot determine whether the revisions start from one base.',
  },

  *check(_get, migrations, { options: { allowBranches } }) {
    yield* unseenHistory(migrations, 'unseen');
    const judged = judgedPaths(migrations);
    for (const history of judgedHistories(migrations)) {
      const { graph, before, name } = history;
      const bases = basesIn(graph, allowBranches);
      const old = before?.known ? basesIn(before.value, allowBranches).length : 0;
      const shown = bases.find(({ path }) => judged.has(path)) ?? bases.at(-1);
      if (bases.length <= Math.max(1, old) || shown === undefined) continue;
      const ids = bases.map(({ id }) => id);
      yield {
        kind: 'violation',
        messageId: 'bases',
        data: { environment: name, count: String(ids.length), bases: listedIds(ids), id: shown.id },
        at: headerPlace(history, shown.path, 'downRevision'),
        related: bases
          .filter((base) => base !== shown)
          .map(({ id, path }) => ({
            message: `${id} is a base as well.`,
            at: headerPlace(history, path, 'downRevision'),
          })),
      };
    }
  },
});

/** One that depends on another revision brings the line of that along. */
function basesIn(
  { realBases, revisions }: RevisionGraph,
  allowed: readonly string[],
): readonly GraphRevision[] {
  return realBases
    .flatMap((id) => revisions.get(id) ?? [])
    .filter(({ labels }) => !labels.some(({ id }) => allowed.includes(id)));
}
