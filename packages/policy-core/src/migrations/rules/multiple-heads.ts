import { z } from 'zod';

import { mergeRevision } from '../fixes/merge-revision.ts';
import { reparentHead } from '../fixes/reparent-head.ts';
import { branchHeads, type BranchHeads } from '../history/branch-heads.ts';
import { headerPlace, listedIds } from '../history/graph-places.ts';
import { openParents } from '../history/open-parents.ts';
import { judgedHistories, judgedPaths, unseenHistory } from '../analysis/judged-history.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { defineRule, type Undecided, type Violation } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const multipleHeads = defineRule({
  id: 'migrations/multiple-heads',
  summary: 'End the revisions of a database in one head.',
  defaultSeverity: 'error',
  subjects: historySubjects,
  reportedAtChangedFile: true,

  options: z.strictObject({
    /** Branch labels that may have a head of their own. */
    allowBranches: z.array(z.string()).default([]),
  }),

  messages: {
    heads:
      '{environment} has {count} heads: {heads}. Merge them, or build the newer one on the other, because `alembic upgrade head` fails.',
    unseen: 'Cannot determine whether the revisions end in one head.',
  },

  *check(_get, migrations, { options: { allowBranches } }) {
    yield* unseenHistory(migrations, 'unseen');
    const judged = judgedPaths(migrations);
    for (const history of judgedHistories(migrations)) {
      const { lost, unknown } = openParents(history.graph);
      for (const { branch, more } of tooManyHeads(history, allowBranches)) {
        // migrations/missing-parent reports a lost parent, which may mean one of the heads.
        if (more > lost + unknown.length) yield judge(history, branch, judged);
        else if (more > lost) yield undecided(history, unknown);
      }
    }
  },
});

interface TooMany {
  readonly branch: BranchHeads;
  /** By how many. */
  readonly more: number;
}

/** Branches that end in more heads than before the change. */
function tooManyHeads({ graph, before }: RevisionHistory, allowed: readonly string[]): readonly TooMany[] {
  const old = before?.known ? branchHeads(before.value, allowed) : [];
  return branchHeads(graph, allowed).flatMap((branch) => {
    const had = old.find(({ label }) => label === branch.label)?.heads.length ?? 0;
    const more = branch.heads.length - Math.max(1, had);
    return more > 0 ? [{ branch, more }] : [];
  });
}

function undecided(history: RevisionHistory, unknown: readonly string[]): Undecided<'unseen'> {
  return {
    kind: 'undecided',
    messageId: 'unseen',
    data: {},
    at: headerPlace(history, unknown[0] ?? '', 'downRevision'),
    subject: history.name,
    waitsFor: 'observation',
    missing: unknown.map((path) => ({
      fact: `what ${path} builds on`,
      reason: `what ${path} builds on is only known when it runs`,
    })),
  };
}

function judge(
  history: RevisionHistory,
  { heads }: BranchHeads,
  judged: ReadonlySet<string>,
): Violation<'heads'> {
  const places = heads.map((id) => ({ id, path: pathOf(history.graph, id) }));
  const shown = places.find(({ path }) => judged.has(path)) ?? places[0];
  const placeOf = (path: string): SourceSpan => headerPlace(history, path, 'downRevision');
  return {
    kind: 'violation',
    messageId: 'heads',
    data: { environment: history.name, count: String(heads.length), heads: listedIds(heads) },
    at: shown && placeOf(shown.path),
    related: places
      .filter((place) => place !== shown)
      .map(({ id, path }) => ({ message: `${id} is a head as well.`, at: placeOf(path) })),
    fixes: [...mergeRevision(history, heads), ...reparentHead(history, heads)],
  };
}

function pathOf({ revisions }: RevisionGraph, id: string): string {
  return revisions.get(id)?.path ?? '';
}
