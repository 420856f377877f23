import { describe, expect, test } from 'vitest';

import { textOf } from '../../testing/text-of.ts';
import { documentReferences, type DocumentReference } from './document-references.ts';

const PATH = 'docs/ops/runbook.md';

function references(text: string, path = PATH): readonly DocumentReference[] {
  const reading = documentReferences(path, text);
  if (reading.kind !== 'read') throw new Error(reading.problem);
  return reading.references;
}

const written = (text: string, path = PATH) => references(text, path).map((reference) => reference.written);

test('a reference knows where it stands and where it leads', () => {
  const text = '# Runbook\n\nSee [the steps](../steps.md#first).\n';
  const [reference] = references(text);
  expect(reference).toMatchObject({ written: '../steps.md#first', places: ['docs/steps.md'], onlyIf: [] });
  expect(reference && textOf(text, reference.at)).toBe('../steps.md#first');
});

describe('is a reference', () => {
  test.each([
    ['a link to a document', '[x](steps.md)', 'steps.md'],
    ['an image', '![x](img/flow.png)', 'img/flow.png'],
    ['a definition', '[x]: ../steps.md', '../steps.md'],
    ['a rooted link to a document', '[x](/docs/steps.md)', '/docs/steps.md'],
    ['a document by its name', 'Follow `RELEASE_POLICY.md`.', 'RELEASE_POLICY.md'],
    ['a document in the folder of documents', 'Follow `docs/release.md`.', 'docs/release.md'],
    ['a folder from here', 'Outputs lie in `./ops/db_audit/`.', './ops/db_audit/'],
    ['a lower-case name, where the text points', 'See `release.md`.', 'release.md'],
    ['a bare item below "see also"', 'See also:\n\n- policies/release.md\n', 'policies/release.md'],
  ])('%s', (_name, text, word) => {
    expect(written(text)).toEqual([word]);
  });
});

describe('is no reference', () => {
  test.each([
    ['a lower-case name in passing', 'Each service has a `readme.md`.'],
    ['a page of a web site', '[x](/guide/start)'],
    ['a page beside this one', '[x](start)'],
    ['a way out of the repository', '[x](../../../issues)'],
    ['the root', '[x](../..) and `../../`'],
    ['a command', '`./scripts/deploy.sh --now`'],
  ])('%s', (_name, text) => {
    expect(written(text)).toEqual([]);
  });

  test('a mention in a document that tells the past', () => {
    const text = 'Removed `docs/old.md`. [New](new.md). See `docs/kept.md`.\n';
    expect(written(text, 'CHANGELOG.md')).toEqual(['new.md', 'docs/kept.md']);
    expect(written(text, 'docs/release-notes.md')).toEqual(['new.md', 'docs/kept.md']);
    expect(written(text, 'docs/changes-we-allow/a.md')).toContain('docs/old.md');
  });

  test('anything in a document of another language', () => {
    expect(written('See `docs/a.md`.', 'docs/a.rst')).toEqual([]);
  });
});

describe('how sure a mention is', () => {
  const one = (text: string) => references(text)[0];

  test('a path in running text is a guess, and only where its folder exists', () => {
    expect(one('Tracked in `infrastructure/deploy.json`.')).toMatchObject({
      isGuess: true,
      onlyIf: ['infrastructure', 'docs/infrastructure', 'docs/ops/infrastructure'],
    });
  });

  test('a document in another folder counts where that folder exists', () => {
    expect(one('Like `backend/README.md`.')).toMatchObject({
      isGuess: false,
      onlyIf: expect.arrayContaining(['backend']),
    });
  });

  test('below "see also" there is no doubt', () => {
    expect(one('## See also\n\n- `infrastructure/deploy.json`\n')).toMatchObject({
      isGuess: false,
      onlyIf: [],
    });
  });

  test('a link without an ending may be a page, where its folder exists it is none', () => {
    expect(one('[x](guide/start)')).toMatchObject({ onlyIf: ['docs/ops/guide'] });
  });
});

test('a text that is not analysed says why', () => {
  expect(documentReferences('a.md', '[](a'.repeat(5000))).toMatchObject({ kind: 'unanalyzable' });
});
