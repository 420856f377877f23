import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../model/known.ts';
import type { RecordedCommit } from '../model/observations.ts';
import { DEFAULT_RECORD_PATH } from '../policy/policy.ts';
import { spansIn } from '../model/source-span.ts';
import { openedDocument } from '../testing/opened-document.ts';
import { textOf } from '../testing/text-of.ts';
import { documentView } from './document-view.ts';
import { placeNote } from './place-note.ts';

const PATH = DEFAULT_RECORD_PATH;
const SHA = 'a'.repeat(40);
const TIME = '2026-11-21T08:00:00Z';
const V0 = `{ "last_good_sha": "${SHA}", "deployed_at": "${TIME}" }`;

type Commit = Known<RecordedCommit>;

const commitIn = (state: RecordedCommit['state'], sha = SHA): Commit => observed({ sha, state });

function opened(text: string, commit: Commit = unobserved('git is not asked'), path = PATH) {
  const document = openedDocument({ path, texts: { [path]: text }, parsers: undefined });
  return { ...document, observations: { ...document.observations, recordedCommit: commit } };
}

function said(marked: string, commit?: Commit) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const note = placeNote(opened(text, commit), spansIn(PATH, text).position(offset));
  return note && [textOf(text, note.at), ...note.sentences];
}

const lenses = (text: string, commit?: Commit) =>
  documentView(opened(text, commit))
    .lenses.map(({ title }) => title)
    .filter((title) => /record|edited|history/.test(title));

describe('a field of the deploy record', () => {
  test.each([
    ['"deployed_|at": 1', ['"deployed_at"', 'Time of that deploy, in UTC.']],
    ['"seq": 4|2', ['42', 'Number of the deploy: one more than the previous one.']],
    [
      '"source": { "tr|ee": "x" }',
      ['"tree"', 'The id of the tree of the commit: two commits with one tree hold the same files.'],
    ],
    ['"approved_by": [{ "login": "al|ice" }]', ['"alice"', 'The account that approved.']],
    ['"migration": { "revisions": ["b|1"] }', ['"b1"', 'The Alembic revisions that the database is at.']],
    [
      '"dependencies": { "pairs": { "web": { "lock_|sha256": "x" } } }',
      ['"lock_sha256"', 'SHA-256 of the lock of the pair.'],
    ],
    [
      '"checks": [{ "counts": { "tot|al": 1 } }]',
      ['"total"', 'Numbers of tests that ran, failed and were skipped.'],
    ],
  ])('%s says what it means', (field, expected) => {
    expect(said(`{ ${field} }`)).toEqual(expected);
  });

  test.each(['"my|_own": 1', '"source": { "colo|ur": "x" }', '"seq": { "last|_good_sha": 1 }'])(
    '%s is said not to be known, and kept',
    (field) => {
      expect(said(`{ ${field} }`)?.[1]).toBe(
        'Lockkeeper does not know this field. It is kept as it is, and nothing is judged by it.',
      );
    },
  );

  test('is explained while the record is half written', () => {
    expect(said('{ "environm|ent": ')).toEqual(['"environment"', 'The environment that it was deployed to.']);
  });

  test.each<[RecordedCommit['state'], string]>([
    ['ancestor', 'It is part of the history that is checked out.'],
    [
      'not-an-ancestor',
      'It is a commit of this repository, and not part of the history that is checked out.',
    ],
    ['absent', 'It is no commit of this repository.'],
    ['not-a-commit', 'It is an object of this repository, and no commit.'],
  ])('that holds a commit which is %s says so', (state, sentence) => {
    expect(said(V0.replace('"last', '"la|st'), commitIn(state))?.at(-1)).toBe(sentence);
  });

  test('that holds a commit says nothing of it where git was not asked', () => {
    expect(said(V0.replace('"last', '"la|st'))).toHaveLength(2);
  });

  test('of another file is none', () => {
    const path = 'settings.json';
    const document = opened('{ "seq": 1 }', undefined, path);
    expect(placeNote(document, { line: 0, character: 4 })).toBeUndefined();
  });
});

describe('above the deploy record', () => {
  test('stands what of it is proved', () => {
    expect(lenses(V0)).toEqual(['A whole record of version 0']);
    expect(lenses(V0, commitIn('ancestor'))).toEqual([
      'A whole record of version 0',
      'aaaaaaaa is part of the history that is checked out',
    ]);
  });

  test('stands nothing of what is not: it is underlined, or nobody knows', () => {
    expect(lenses(V0, commitIn('absent'))).toEqual(['A whole record of version 0']);
    expect(lenses(V0, commitIn('ancestor', 'b'.repeat(40)))).toEqual(['A whole record of version 0']);
    expect(lenses(V0.replace(TIME, 'yesterday'))).toEqual([]);
    expect(lenses(V0.replace('{ ', '{ "record_hash": "sha256:1", '))).toEqual([
      'A whole record of version 0',
    ]);
    expect(lenses('{ "last_good_sha": ')).toEqual([]);
    expect(lenses('[]')).toEqual([]);
  });

  test('stands that nobody edited it, where its hash says so', () => {
    // The hash of `{"deployed_at":"...","last_good_sha":"..."}`, which is the canonical form.
    const [first = ''] = lenses(V0.replace('{ ', `{ "record_hash": "${HASH}", `)).slice(1);
    expect(first).toBe('Not edited since it was written');
  });
});

const HASH = 'sha256:355e2b181c9793809cfab18b4b297288b26d8dba032eb6c6a3c24f89b671c5f6';
