import type { HeaderId, HeaderValue } from '../alembic/revision-header.ts';
import { judgedRevisions, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId = 'character' | 'quote' | 'long' | 'empty' | 'none' | 'several';

export const invalidRevisionId = defineRule({
  id: 'migrations/invalid-revision-id',
  summary: 'Use revision ids that Alembic accepts.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    character: '{id} contains {character}, which Alembic reads as part of a range. Remove it from the id.',
    quote: '{id} contains a quote, so every upgrade to it fails. Remove it from the id.',
    long: '{id} has {length} characters, but alembic_version holds only 32. Shorten it, or every upgrade to it fails.',
    empty: '{header} is an empty string, which names no revision. Write {instead}.',
    none: '{path} has no revision id, so Alembic refuses to load it. Set `revision` to its id.',
    several: '`revision` is not a single id. Write it as one string.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { revision, downRevision, dependsOn } = judged.revision.header;
      yield* wrongOwnId(judged, revision);
      yield* wrongIds(judged, { name: 'revision', value: revision });
      yield* wrongIds(judged, { name: 'down_revision', value: downRevision });
      // Alembic passes over a dependency on '', except where a history begins.
      const isFirst = downRevision.kind === 'ids' && downRevision.ids.length === 0;
      if (isFirst || !isEmptyText(dependsOn)) {
        yield* wrongIds(judged, { name: 'depends_on', value: dependsOn });
      }
    }
  },
});

/** Alembic took ids from such names long ago, and still does. */
const LEGACY_NAME = /(?:^|\/)[a-f0-9]+\.py$/;

function* wrongOwnId({ path, span }: JudgedRevision, value: HeaderValue): Iterable<Violation<MessageId>> {
  if (value.kind === 'absent') {
    if (LEGACY_NAME.test(path)) return;
    yield { kind: 'violation', messageId: 'none', data: { path }, at: startOf(path) };
  } else if (value.kind === 'ids' && value.form !== 'text') {
    const messageId = value.form === 'none' ? 'none' : 'several';
    yield { kind: 'violation', messageId, data: { path }, at: span(value) };
  }
}

function isEmptyText(value: HeaderValue): boolean {
  return value.kind === 'ids' && value.ids.length === 1 && value.ids[0]?.id === '';
}

interface NamedValue {
  readonly name: string;
  readonly value: HeaderValue;
}

function* wrongIds(judged: JudgedRevision, { name, value }: NamedValue): Iterable<Violation<MessageId>> {
  for (const id of value.kind === 'ids' ? value.ids : []) yield* wrongId(judged, name, id);
}

/** Where others are named a label may stand in front: `billing@head`, `a1+2`. */
const IN_OWN_ID = /[@:+-]/;
const IN_OTHER_IDS = /:/;

function* wrongId({ span }: JudgedRevision, header: string, id: HeaderId): Iterable<Violation<MessageId>> {
  const isOwn = header === 'revision';
  const character = (isOwn ? IN_OWN_ID : IN_OTHER_IDS).exec(id.id)?.[0];
  if (id.id === '') {
    const instead = isOwn ? 'an id' : header === 'down_revision' ? 'None for a first revision' : 'None';
    yield { kind: 'violation', messageId: 'empty', data: { header, instead }, at: span(id) };
  } else if (character !== undefined) {
    yield { kind: 'violation', messageId: 'character', data: { id: id.id, character }, at: span(id) };
  } else if (isOwn) {
    yield* unstorableId(id.id, () => span(id));
  }
}

/** `version_num VARCHAR(32)` */
const MOST_CHARACTERS = 32;

function* unstorableId(id: string, at: () => SourceSpan): Iterable<Violation<MessageId>> {
  const length = Array.from(id).length;
  if (id.includes("'")) yield { kind: 'violation', messageId: 'quote', data: { id }, at: at() };
  else if (length > MOST_CHARACTERS)
    yield { kind: 'violation', messageId: 'long', data: { id, length: String(length) }, at: at() };
}
