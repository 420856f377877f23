import { listedIds } from '../history/graph-places.ts';
import { judgedHistories } from '../analysis/judged-history.ts';
import type { RevisionHistory, SettledEdit } from '../history/revision-history.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

type MessageId = 'released' | 'merged' | 'unseen';

export const editedAfterRelease = defineRule({
  id: 'migrations/edited-after-release',
  summary: 'Do not edit a released or merged revision.',
  defaultSeverity: 'error',
  subjects: historySubjects,

  options: NO_OPTIONS,

  messages: {
    released:
      '{id} was released, but its {parts} changed since. Undo the edit and write a new revision, because databases run {id} only once.',
    merged:
      '{id} was merged, but its {parts} changed since. Write a new revision unless nobody has run this one, because databases run it only once.',
    unseen: 'Cannot determine whether a released revision of {environment} was edited.',
  },

  *check(_get, migrations) {
    for (const history of judgedHistories(migrations)) yield* judge(history);
  },
});

function* judge({ name, settledEdits }: RevisionHistory): Iterable<Outcome<MessageId>> {
  if (!settledEdits.known) {
    yield {
      kind: 'undecided',
      messageId: 'unseen',
      data: { environment: name },
      at: undefined,
      subject: name,
      waitsFor: 'observation',
      missing: [{ fact: 'the release', reason: settledEdits.reason }],
    };
    return;
  }
  for (const settled of settledEdits.value) {
    if (settled.edit.kind !== 'edited') continue;
    const isReleased = settled.settledBy === 'release';
    yield {
      kind: 'violation',
      messageId: isReleased ? 'released' : 'merged',
      data: { id: settled.id ?? settled.path, parts: listedIds(settled.edit.parts.map(wordFor)) },
      at: settled.at,
      severity: isReleased ? undefined : 'warning',
    };
  }
}

type Part = Extract<SettledEdit['edit'], { kind: 'edited' }>['parts'][number];

const WORDS: Readonly<Record<Part, string>> = {
  revision: 'id',
  parents: 'parents',
  upgrade: 'upgrade()',
  downgrade: 'downgrade()',
  other: 'helpers',
};

function wordFor(part: Part): string {
  return WORDS[part];
}
