import { z } from 'zod';

import { reparentRevision } from '../../fixes/reparent-revision.ts';
import { headerPlace, idPlace } from '../../history/graph-places.ts';
import { judgedHistories } from '../../history/judged-history.ts';
import type { RevisionHistory } from '../../history/revision-history.ts';
import { staleBranches } from '../../history/stale-branches.ts';
import { defineRule, type Outcome } from '../../rule.ts';

type MessageId = 'stale' | 'unseen';

export const staleParent = defineRule({
  id: 'migrations/stale-parent',
  summary: 'A new revision builds on the head of the branch it will be merged into.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: z.strictObject({
    /** Branch labels that may have a head of their own. */
    allowBranches: z.array(z.string()).default([]),
  }),

  messages: {
    stale:
      '{id} builds on {parent}, on which the target branch has {other} by now. Merged, both are heads and `alembic upgrade head` fails; build {id} on {other}.',
    unseen: 'It cannot be told whether {environment} still ends in one head once this is merged.',
  },

  *check({ migrations }, { options: { allowBranches } }) {
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
  for (const branch of staleBranches({ graph, before: before.value, merged: merged.value }, allowed)) {
    const { id, path, parent, other } = branch;
    yield {
      kind: 'violation',
      messageId: 'stale',
      data: { id, parent, other: other.id },
      at: idPlace(history, { path, id: parent, part: 'downRevision' }),
      evidence: [{ subject: other.id, relation: 'lies at the target branch in', value: other.path }],
      fixes: reparentRevision(history, { path, from: parent, to: other.id, called: 'it' }),
    };
  }
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
