import { z } from 'zod';

import { idPlace } from '../history/graph-places.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { judgedHistories, newProblems, unseenHistory } from '../analysis/judged-history.ts';
import { nearestWord } from '../../policy/nearest-word.ts';
import type { MissingRevision } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { defineRule, type Outcome, type Undecided } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { migrations } from '../facts/known-migrations.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const missingParent = defineRule({
  id: 'migrations/missing-parent',
  summary: 'Name only revisions that exist.',
  defaultSeverity: 'error',
  subjects: historySubjects,

  options: z.strictObject({
    /** Ids and labels that `depends_on` may name because another package brings them. */
    allowDependsOn: z.array(z.string()).default([]),
  }),

  messages: {
    missing: '{child} names {id} in {header}, but {environment} has no such revision. {advice}.',
    apart:
      '{child} names {id} in {header}, which only {other} has. Name the folders of {other} and {environment} as one history under migrations.alembic.',
    elsewhere:
      'Cannot determine whether {id}, which {child} names in {header}, exists. Check {path}, which has Alembic load revisions from elsewhere, too.',
    unseen: 'Cannot determine whether all named revisions exist.',
  },

  *check(get, judged, { options: { allowDependsOn } }) {
    yield* unseenHistory(judged, 'unseen');
    for (const history of judgedHistories(judged)) {
      for (const missing of newProblems(history, ({ missing: all }) => all, keyOf)) {
        if (missing.via === 'depends_on' && allowDependsOn.includes(missing.id)) continue;
        const other = holderOf(missing, get(migrations));
        yield other === undefined
          ? outcomeOf(missing, history, judged.elsewhere)
          : apart(missing, history, other);
      }
    }
  },
});

type MessageId = 'missing' | 'apart' | 'elsewhere';

/** Another history of the policy that has the revision, or the branch of that label. */
function holderOf(
  { id, via }: MissingRevision,
  { histories }: Pick<Migrations, 'histories'>,
): RevisionHistory | undefined {
  if (!histories.known) return undefined;
  return histories.value.find(
    ({ graph: { revisions, branches } }) =>
      revisions.has(id) ||
      (via === 'depends_on' && [...branches.values()].some((labels) => labels.includes(id))),
  );
}

function apart(
  missing: MissingRevision,
  history: RevisionHistory,
  other: RevisionHistory,
): Outcome<MessageId> {
  const { child, id, via } = missing;
  return {
    kind: 'violation',
    messageId: 'apart',
    data: { child, id, header: via, environment: history.name, other: other.name },
    at: placeOf(missing, history),
  };
}

function placeOf({ child, id, via }: MissingRevision, history: RevisionHistory): SourceSpan | undefined {
  const path = history.graph.revisions.get(child)?.path ?? '';
  return idPlace(history, { path, id, part: via === 'down_revision' ? 'downRevision' : 'dependsOn' });
}

function outcomeOf(
  missing: MissingRevision,
  history: RevisionHistory,
  elsewhere: string | undefined,
): Outcome<MessageId> {
  const { child, id, via } = missing;
  const at = placeOf(missing, history);
  const known = [...history.graph.revisions.keys()];
  if (elsewhere !== undefined && !isSlip(id, known)) return unsure(missing, at, elsewhere);
  return {
    kind: 'violation',
    messageId: 'missing',
    data: {
      child,
      id: id === '' ? "''" : id,
      header: via,
      environment: history.name,
      advice: advice(missing, known),
    },
    at,
  };
}

/** No other package brings what is nearly the id of a revision that is here. */
function isSlip(id: string, known: readonly string[]): boolean {
  return id === '' || nearestWord(id, known) !== undefined;
}

/** It may be a revision of another package, which only shows where all of them are installed. */
function unsure(
  { child, id, via }: MissingRevision,
  at: SourceSpan | undefined,
  path: string,
): Undecided<'elsewhere'> {
  return {
    kind: 'undecided',
    messageId: 'elsewhere',
    data: { child, id, header: via, path },
    at,
    subject: child,
    waitsFor: 'observation',
    missing: [{ fact: id, reason: `by ${path} Alembic loads revisions from elsewhere, too` }],
  };
}

function keyOf({ child, id, via }: MissingRevision): string {
  return [child, id, via].join('\n');
}

function advice({ id, via }: MissingRevision, known: readonly string[]): string {
  if (id === '') return `${NOT_LOADED}; write None for a first revision`;
  const nearest = nearestWord(id, known);
  if (nearest !== undefined) return `${NOT_LOADED}; perhaps ${nearest} is meant`;
  return via === 'depends_on'
    ? `Unless another package brings it, ${NOT_LOADED}; correct it, or allow it in the options`
    : `${NOT_LOADED}; correct it, or bring back the file`;
}

const NOT_LOADED = 'Alembic cannot load the history';
