import { describe, expect, test } from 'vitest';

import type { FileContent } from '../../model/file-content.ts';
import {
  changeObservations,
  documentObservations,
  treeObservations,
  type TextFile,
} from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { added, deleted } from '../../testing/change-entries.ts';
import { textOf } from '../../testing/text-of.ts';
import {
  judgedDocuments,
  judgeNamedDocuments,
  presentIn,
  referencesSought,
  type DocumentText,
} from './judged-documents.ts';
import { pathsSought } from './reference-standing.ts';

const policy = policyOf({
  documents: ['docs/**/*.md'],
  protected: [
    { id: 'core', paths: ['core/**'], require: { label: 'ok' }, docs: 'docs/CORE.md' },
    { id: 'web', paths: ['web/**'], require: { label: 'ok' }, docs: '/docs/WEB.md#rules' },
    { id: 'ops', paths: ['ops/**'], require: { label: 'ok' }, docs: './ops/' },
    { id: 'far', paths: ['far/**'], require: { label: 'ok' }, docs: 'https://example.com/docs' },
    { id: 'top', paths: ['top/**'], require: { label: 'ok' }, docs: './' },
  ],
});

function readingOf(content: FileContent, seen: Partial<Observations> = {}): DocumentText {
  const all = { ...documentObservations({ path: 'docs/a.md', text: '' }, {}), ...seen };
  const [judged] = judgedDocuments(['docs/a.md'], () => observed(content), presentIn(all));
  if (judged?.reading.known !== true) throw new Error('The document of this test is there.');
  return judged.reading.value;
}

const readText = (text: string, seen: Partial<Observations> = {}) => {
  const reading = readingOf({ kind: 'text', text }, seen);
  if (reading.kind !== 'text') throw new Error(reading.problem);
  return reading;
};

describe('the text of a document', () => {
  test('has damage at the place where an editor underlines it', () => {
    const text = '# Rückbau\n\nSteps 2â€“5 and d\ufffdne.\n';
    const placed = readText(text).damage.map(({ stretch, at }) => [stretch.kind, textOf(text, at)]);
    expect(placed).toEqual([
      ['misread', 'â€“'],
      ['lost', '\ufffd'],
    ]);
  });

  test('has references at the place where an editor underlines them, in order', () => {
    const text = '[b](b.md) and ![c](img/c.png)\n\n[d]: ../d.md\n';
    const { references } = readText(text);
    expect(references.map(({ written, at }) => [written, textOf(text, at)])).toEqual([
      ['b.md', 'b.md'],
      ['img/c.png', 'img/c.png'],
      ['../d.md', '../d.md'],
    ]);
    expect(references.map(({ place }) => place)).toEqual(['docs/b.md', 'docs/img/c.png', 'd.md']);
  });

  test('that is too demanding has damage and no references, and says why', () => {
    const text = `2â€“5\n\n${'[](a'.repeat(5000)}`;
    expect(readText(text)).toMatchObject({
      damage: [{ stretch: { meant: '–' } }],
      references: [],
      unanalyzable: expect.stringMatching(/^one of its paragraphs has more than \d+ brackets and asterisks$/),
    });
    expect(readText('plain').unanalyzable).toBeUndefined();
  });

  test('that could not be read says why', () => {
    const unreadable = { kind: 'unreadable', problem: 'it is not valid UTF-8' } as const;
    expect(readingOf(unreadable)).toEqual(unreadable);
  });

  test('that is empty has nothing', () => {
    expect(readText('')).toEqual({ kind: 'text', damage: [], references: [], unanalyzable: undefined });
  });
});

describe('whether what it speaks of is there', () => {
  const standing = (seen: Partial<Observations>) => readText('[b](ops/b.md)', seen).references[0]?.standing;

  test('is known where somebody looked', () => {
    expect(standing({ present: { 'docs/ops/b.md': observed(true) } })).toEqual({ kind: 'there' });
    expect(standing({ present: { 'docs/ops/b.md': observed(false) } })).toMatchObject({ kind: 'missing' });
  });

  test('is not known where nobody looked, or could', () => {
    expect(standing({})).toEqual({ kind: 'unknown', reason: 'nobody looked whether it exists' });
    expect(standing({ present: { 'docs/ops/b.md': unobserved('permission is denied') } })).toEqual({
      kind: 'unknown',
      reason: 'permission is denied',
    });
  });

  test('is known of what was read for another reason', () => {
    const files = { 'docs/ops/b.md': observed({ kind: 'absent' } as const) };
    expect(standing({ files })).toMatchObject({ kind: 'missing' });
  });

  test('is not known of what was to be read, and was not', () => {
    expect(standing({ files: { 'docs/ops/b.md': unobserved('reading failed') } })).toMatchObject({
      kind: 'unknown',
    });
  });

  test('does not follow from a file that is gone for the folder it lay in', () => {
    const files = { 'docs/ops/gone.md': observed({ kind: 'absent' } as const) };
    expect(readText('`./ops/`', { files }).references[0]?.standing).toMatchObject({ kind: 'unknown' });
  });
});

describe('several documents', () => {
  test('are judged in the order in which they are asked for, those that are gone left out', () => {
    const contents: Readonly<Record<string, FileContent>> = {
      'docs/b.md': { kind: 'text', text: 'b' },
      'docs/gone.md': { kind: 'absent' },
      'docs/a.md': { kind: 'text', text: 'a' },
    };
    const seen = documentObservations({ path: 'docs/a.md', text: 'a' }, {});
    const judged = judgedDocuments(
      Object.keys(contents),
      (path) => observed(contents[path] ?? { kind: 'absent' }),
      presentIn(seen),
    );
    expect(judged.map(({ path }) => path)).toEqual(['docs/b.md', 'docs/a.md']);
  });
});

describe('the documents that the policy names', () => {
  const places = (seen: Observations) =>
    judgeNamedDocuments(policy, seen, presentIn(seen)).map(({ place }) => place);
  const tree = (...files: readonly TextFile[]) => treeObservations(policy, files, {});

  test('are files and folders of the repository, without anchors; addresses and the root are none', () => {
    expect(places(tree())).toEqual(['docs/CORE.md', 'docs/WEB.md', 'ops']);
  });

  test('are written as the policy writes them, and never a guess', () => {
    expect(
      judgeNamedDocuments(policy, tree(), presentIn(tree())).map(({ written, isGuess }) => [
        written,
        isGuess,
      ]),
    ).toEqual([
      ['docs/CORE.md', false],
      ['/docs/WEB.md#rules', false],
      ['./ops/', false],
    ]);
  });

  test('stand or are missing as the tree has them', () => {
    const files = tree({ path: 'docs/core.md', text: '' }, { path: 'ops/run.sh', text: '' });
    expect(judgeNamedDocuments(policy, files, presentIn(files)).map(({ standing }) => standing)).toEqual([
      { kind: 'missing', similar: 'docs/core.md' },
      { kind: 'missing', similar: undefined },
      { kind: 'there' },
    ]);
  });

  test.each([
    ['takes one of them away', [deleted('docs/CORE.md')], ['docs/CORE.md']],
    ['moves one of them', [deleted('docs/WEB.md'), added('docs/web/WEB.md')], ['docs/WEB.md']],
    ['adds one of them', [added('docs/CORE.md')], []],
    ['takes away something else', [deleted('docs/OTHER.md'), deleted('docs')], []],
  ])('are judged with a change that %s', (_, changes, expected) => {
    expect(places(changeObservations({ changes }, {}))).toEqual(expected);
    expect(places({ ...changeObservations({ changes }, {}), focus: { kind: 'release' } })).toEqual(expected);
  });

  test('are not judged with a change that nobody saw, which another rule tells', () => {
    const seen = {
      ...changeObservations({ changes: [] }, {}),
      change: unobserved('this is a shallow clone'),
    };
    expect(places(seen)).toEqual([]);
  });
});

describe('what has to be looked up', () => {
  const sought = (files: Observations['files']) => {
    const seen = { ...documentObservations({ path: 'docs/a.md', text: '' }, {}), files };
    return referencesSought(policy, seen).flatMap(pathsSought);
  };

  test('is what stands in documents of the policy that were read', () => {
    const text = (written: string) => observed({ kind: 'text', text: written } as const);
    expect(sought({ 'docs/a.md': text('[b](b.md)'), 'src/a.md': text('[c](c.md)') })).toEqual(['docs/b.md']);
  });

  test('is nothing in what is gone, cannot be read, was not read or is too demanding', () => {
    expect(
      sought({
        'docs/a.md': observed({ kind: 'absent' }),
        'docs/b.md': observed({ kind: 'unreadable', problem: 'it is a binary file' }),
        'docs/c.md': unobserved('reading failed'),
        'docs/d.md': observed({ kind: 'text', text: '[](a'.repeat(5000) }),
      }),
    ).toEqual([]);
  });
});
