import { z } from 'zod';

import { reparentRevision } from '../fixes/reparent-revision.ts';
import { headerPlace, idPlace, listedIds } from '../history/graph-places.ts';
import { judgedHistories } from '../analysis/judged-history.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { ReloadedSides, RevisionHistory } from '../history/revision-history.ts';
import { staleBranches, type StaleBranch } from '../history/stale-branches.ts';
import { defineRule, type Outcome } from '../../engine/rule.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

type MessageId = 'stale' | 'reloaded' | 'unloaded' | 'unseen';

export const staleParent = defineRule({
  id: 'migrations/stale-parent',
  summary: 'Build a new revision on the head of the target branch.',
  defaultSeverity: 'error',
  subjects: historySubjects,

  options: z.strictObject({
    /** Branch labels that may have a head of their own. */
    allowBranches: z.array(z.string()).default([]),
  }),

  messages: {
    stale:
      '{id} builds on {parent}, but the target branch now has {other}. Build {id} on {other}, or `alembic upgrade head` fails after the merge.',
    reloaded:
      '{id} builds on {parent}, but {environment} now also has {other}. Build {id} on {other} of the target branch, or `alembic upgrade head` fails after the merge.',
    unloaded:
      '{environment} of the target branch now loads only {folders}. Move {id} there, because nothing runs it after the merge.',
    unseen: 'Cannot determine whether {environment} has one head after the merge.',
  },

  *check(_get, migrations, { options: { allowBranches } }) {
    for (const history of judgedHistories(migrations)) yield* judge(history, allowBranches);
  },
});

function* judge(history: RevisionHistory, allowed: readonly string[]): Iterable<Outcome<MessageId>> {
  const { graph, before, merged } = history;
  if (before === undefined || merged === undefined) return;
  if (!before.known || !merged.known) {
    yield unseen(history, before.known ? merged : before);
    return;
  }
  yield* unloaded(history, before.value, merged.value);
  const sides = sidesByNow(history) ?? { graph, before: before.value };
  for (const branch of staleBranches({ ...sides, merged: merged.value }, allowed)) {
    yield staleOutcome(history, branch);
  }
}

function* unloaded(
  history: RevisionHistory,
  before: RevisionGraph,
  merged: RevisionGraph,
): Iterable<Outcome<MessageId>> {
  const { name, graph } = history;
  const sides = sidesByNow(history);
  if (sides === undefined) return;
  const folders = listedIds(sides.folders);
  for (const { id, path } of graph.revisions.values()) {
    if (before.revisions.has(id) || merged.revisions.has(id)) continue;
    const data = { id, environment: name, folders };
    yield { kind: 'violation', messageId: 'unloaded', data, at: headerPlace(history, path) };
  }
}

/** `undefined` where the target branch loads what is loaded here. */
function sidesByNow({ reloaded }: RevisionHistory): ReloadedSides | undefined {
  return reloaded?.known === true ? reloaded.value : undefined;
}

function staleOutcome(
  history: RevisionHistory,
  { id, path, parent, other }: StaleBranch,
): Outcome<MessageId> {
  return {
    kind: 'violation',
    messageId: history.reloaded === undefined ? 'stale' : 'reloaded',
    data: { id, parent, other: other.id, environment: history.name },
    at: idPlace(history, { path, id: parent, part: 'downRevision' }),
    evidence: [{ subject: other.id, relation: 'lies at the target branch in', value: other.path }],
    fixes: reparentRevision(history, { path, from: parent, to: other.id, called: 'it' }),
  };
}

function unseen(
  history: RevisionHistory,
  seen: { readonly known: boolean; readonly reason?: string },
): Outcome<MessageId> {
  const [head = ''] = history.graph.heads;
  return {
    kind: 'undecided',
    messageId: 'unseen',
    data: { environment: history.name },
    at: headerPlace(history, history.graph.revisions.get(head)?.path ?? '', 'downRevision'),
    subject: history.name,
    waitsFor: 'observation',
    missing: [{ fact: 'the target branch', reason: seen.reason ?? '' }],
  };
}
