import { describe, expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
  type TextFile,
} from '../../checker/observations-from-input.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { added, deleted } from '../../testing/change-entries.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { textOf } from '../../testing/text-of.ts';
import { wantedOf } from '../../testing/wanted-of.ts';
import { documents, namedDocuments, type DocumentText } from './judged-documents.ts';

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

const opened = documentObservations({ path: 'docs/a.md', text: '' }, {});

function readingsOf(seen: Observations) {
  return askIn(policy, seen)(documents).map(({ judged }) => judged);
}

function readingOf(content: FileContent, seen: Partial<Observations> = {}): DocumentText {
  const files = { ...seen.files, 'docs/a.md': observed(content) };
  const [judged] = readingsOf({ ...opened, ...seen, files });
  if (judged?.known !== true || !judged.value.reading.known)
    throw new Error('The document of this test is there.');
  return judged.value.reading.value;
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

  test('is known of what was read for another reason, and of the folders above', () => {
    const gone = { 'docs/ops/b.md': observed({ kind: 'absent' } as const) };
    expect(standing({ files: gone })).toMatchObject({ kind: 'missing' });
    const files = { 'docs/ops/b.md': observed({ kind: 'unreadable', problem: 'it is binary' } as const) };
    expect(standing({ files })).toEqual({ kind: 'there' });
    expect(readText('`./docs/ops/`', { files }).references[0]?.standing).toEqual({ kind: 'there' });
  });

  test('is not known of what was to be read, and was not', () => {
    const files = { 'docs/ops/b.md': unobserved('reading failed') };
    expect(standing({ files })).toMatchObject({ kind: 'unknown' });
  });

  test('does not follow from a file that is gone for the folder it lay in', () => {
    const files = { 'docs/ops/gone.md': observed({ kind: 'absent' } as const) };
    expect(readText('`./ops/`', { files }).references[0]?.standing).toMatchObject({ kind: 'unknown' });
  });
});

test('several documents are judged in the order of the listing, those that are gone left out', () => {
  const text = (written: string) => observed({ kind: 'text', text: written } as const);
  const judged = readingsOf({
    ...treeObservations(policy, [], {}),
    listing: observed(['docs/b.md', 'docs/gone.md', 'docs/x.md', 'docs/a.md']),
    files: {
      'docs/a.md': text('a'),
      'docs/b.md': text('b'),
      'docs/gone.md': observed({ kind: 'absent' }),
      'lockkeeper.json': observed({ kind: 'absent' }),
      'docs/x.md': unobserved('nobody read it'),
    },
  });
  expect(judged.map((one) => one.known && [one.value.path, one.value.reading.known])).toEqual([
    ['docs/b.md', true],
    ['docs/x.md', false],
    ['docs/a.md', true],
  ]);
});

describe('the documents that the policy names', () => {
  const named = (seen: Observations) => askIn(policy, seen)(namedDocuments).map(({ judged }) => judged);
  const places = (seen: Observations) => named(seen).map(({ place }) => place);
  const tree = (...files: readonly TextFile[]) => treeObservations(policy, files, {});

  test('are files and folders of the repository, without anchors; addresses and the root are none', () => {
    expect(places(tree())).toEqual(['docs/CORE.md', 'docs/WEB.md', 'ops']);
  });

  test('are written as the policy writes them, and never a guess', () => {
    expect(named(tree()).map(({ written, isGuess }) => [written, isGuess])).toEqual([
      ['docs/CORE.md', false],
      ['/docs/WEB.md#rules', false],
      ['./ops/', false],
    ]);
  });

  test('stand or are missing as the tree has them', () => {
    const files = tree({ path: 'docs/core.md', text: '' }, { path: 'ops/run.sh', text: '' });
    expect(named(files).map(({ standing }) => standing)).toEqual([
      { kind: 'missing', similar: 'docs/core.md' },
      { kind: 'missing', similar: undefined },
      { kind: 'there' },
    ]);
  });

  test('are judged when the policy is open, and not with another document', () => {
    expect(places(documentObservations({ path: 'lockkeeper.json', text: '' }, {}))).toHaveLength(3);
    expect(places(opened)).toEqual([]);
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
    const change = unobserved('this is a shallow clone');
    expect(places({ ...changeObservations({ changes: [] }, {}), change })).toEqual([]);
  });
});

describe('what has to be looked up', () => {
  const sought = (content: FileContent) =>
    wantedOf(policy, { ...opened, files: { 'docs/a.md': observed(content) } });

  test('is what stands in a document, and everything below where documents lie for a name that is nowhere', () => {
    expect(sought({ kind: 'text', text: '[b](b.md)' })).toMatchObject({ nearest: ['docs/b.md'], below: [] });
    expect(sought({ kind: 'text', text: 'See `B.md`.' })).toMatchObject({
      nearest: ['docs/B.md', 'B.md'],
      below: ['docs'],
    });
  });

  test('is nothing in what is gone, cannot be read or is too demanding', () => {
    for (const content of [
      { kind: 'absent' },
      { kind: 'unreadable', problem: 'it is a binary file' },
      { kind: 'text', text: '[](a'.repeat(5000) },
    ] as const)
      expect(sought(content).nearest).toEqual([]);
  });
});

describe('of a whole tree', () => {
  const presence = (texts: Readonly<Record<string, string>>) => {
    const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
    return treeObservations(policy, files, {}).present;
  };

  test.each([
    ['a file that is given', '[x](ops/run.md)', { 'docs/ops/run.md': true }],
    ['a folder of such a file', '`./ops/`', { 'docs/ops': true }],
    ['a name that only begins like a folder', '`./op/`', { 'docs/op': false }],
    ['a name that only begins like a file', '[x](ops/run.mdx)', { 'docs/ops/run.mdx': false }],
    ['what is not given', '[x](gone.md)', { 'docs/gone.md': false, 'docs/CORE.md': false }],
    ['another spelling', '[x](ops/RUN.md)', { 'docs/ops/RUN.md': false }],
  ])('%s is looked for among what is given', (_, text, found) => {
    const known = Object.entries(found).map(([path, isThere]) => [path, observed(isThere)]);
    expect(presence({ 'docs/a.md': text, 'docs/ops/run.md': '' })).toMatchObject(Object.fromEntries(known));
  });

  test('what no document of the policy speaks of does not count', () => {
    expect(presence({ 'README.md': '[x](gone.md)' })).not.toHaveProperty('gone.md');
  });

  test('a repository of many files is looked through once', () => {
    const paths = Array.from({ length: 20_000 }, (_, index) => `src/m${index % 100}/f${index}.ts`);
    const text = Array.from({ length: 500 }, (_, index) => `[x](gone${index}.md)`).join('\n\n');
    const files = [...paths.map((path) => ({ path, text: '' })), { path: 'docs/a.md', text }];
    const start = stepsTaken();
    expect(treeObservations(policy, files, {}).present['docs/gone499.md']).toEqual(observed(false));
    expect(stepsTaken() - start).toBeLessThan(2_000_000);
  });
});
