import { pinnedHead } from '../fixes/pinned-head.ts';
import { headerPlace, listedIds } from '../history/graph-places.ts';
import { judgedHistories, judgedPaths } from '../analysis/judged-history.ts';
import { openParents } from '../history/open-parents.ts';
import type { HeadPin, RevisionHistory } from '../history/revision-history.ts';
import { defineRule, NO_OPTIONS, type Outcome, type Violation } from '../../engine/rule.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const headPinOutOfDate = defineRule({
  id: 'migrations/head-pin-out-of-date',
  summary: 'Keep a head pin at the head.',
  defaultSeverity: 'warning',
  subjects: historySubjects,
  reportedAtChangedFile: true,

  options: NO_OPTIONS,

  messages: {
    other:
      '{pin} names {named}, but {environment} ends in {heads}. Write the head into it, so that git shows a conflict when two branches add a revision.',
    unseen: 'Cannot determine whether {pin} names the head.',
  },

  *check(_get, migrations) {
    const judged = judgedPaths(migrations);
    for (const history of judgedHistories(migrations)) {
      for (const pin of history.pins) yield* judge(history, pin, judged);
    }
  },
});

type MessageId = 'other' | 'unseen';

function* judge(
  history: RevisionHistory,
  pin: HeadPin,
  judged: ReadonlySet<string>,
): Iterable<Outcome<MessageId>> {
  const { content, path } = pin;
  const { lost, unknown: open } = openParents(history.graph);
  // migrations/missing-parent reports it, and it may mean one of the heads.
  if (lost > 0) return;
  const [unknown] = open;
  if (!content.known) {
    yield unseen(path, { fact: `the text of ${path}`, reason: content.reason });
  } else if (unknown !== undefined) {
    const reason = `what ${unknown} builds on is only known when it runs`;
    yield unseen(path, { fact: `what ${unknown} builds on`, reason });
  } else {
    const text = content.value.kind === 'text' ? content.value.text : '';
    const { heads } = history.graph;
    const named = idsIn(text);
    if (isRight(named, heads)) return;
    yield {
      kind: 'violation',
      messageId: 'other',
      data: {
        pin: path,
        named: named.length === 0 ? 'no revision' : listedIds(named),
        environment: history.name,
        heads: listedIds(heads),
      },
      ...placesOf(history, placeIn(path, text), judged),
      fixes: content.value.kind === 'text' ? pinnedHead({ path, text, heads }) : [],
    };
  }
}

/** Each in a line. */
function idsIn(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Where there are several heads that nobody wants, migrations/multiple-heads asks for one; a circle has none. */
function isRight(named: readonly string[], heads: readonly string[]): boolean {
  if (heads.length === 0) return true;
  if (heads.length > 1 && named.length === 1) return heads.includes(named[0] ?? '');
  return [...new Set(named)].toSorted().join('\n') === heads.toSorted().join('\n');
}

/** At the head where that is judged: whoever adds a revision sees it there, and has not opened the other file. */
function placesOf(
  history: RevisionHistory,
  pin: SourceSpan,
  judged: ReadonlySet<string>,
): Pick<Violation, 'at' | 'related'> {
  const { heads, revisions } = history.graph;
  const head = heads.flatMap((id) => revisions.get(id)?.path ?? []).find((path) => judged.has(path));
  if (head === undefined) return { at: pin };
  const message = 'Here another revision is named.';
  return { at: headerPlace(history, head), related: [{ message, at: pin }] };
}

function placeIn(path: string, text: string): SourceSpan {
  const start = text.search(/\S/);
  return start < 0 ? startOf(path) : spansIn(path, text).span(start, text.trimEnd().length);
}

function unseen(
  path: string,
  missing: { readonly fact: string; readonly reason: string },
): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unseen',
    data: { pin: path },
    at: startOf(path),
    subject: path,
    waitsFor: 'observation',
    missing: [missing],
  };
}
