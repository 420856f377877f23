import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { textOf } from '../../testing/text-of.ts';
import { graphOfFiles, revisionFiles } from './revision-files.ts';
import { laidOver, type RevisionTexts } from './revision-texts.ts';

const parsers = await testParsers();

const FLAT = { folders: ['v'], isRecursive: false };
const absent: Known<FileContent> = observed({ kind: 'absent' });
const text = (written: string): Known<FileContent> => observed(textContent(written));
const revision = (id: string, parent = 'None') => text(sampleRevision({ id, parent }));

/** Paths in the order of loading, with what was read there. */
function told(texts: RevisionTexts, locations = FLAT): readonly string[] {
  return Array.from(revisionFiles(texts, locations, { parsers }).values(), ({ path, reading }) =>
    reading.kind === 'revision' ? path : `${path}: ${reading.problem}`,
  );
}

describe('the files of an environment', () => {
  it('are those that Alembic loads, in its order', () => {
    const texts = new Map([
      ['v/b2_x.py', revision('b2')],
      ['v/a1_x.py', revision('a1')],
      ['v/__init__.py', text('')],
      ['v/README', text('')],
      ['v/old/c3.py', revision('c3')],
      ['w/d4.py', revision('d4')],
    ]);
    expect(told(texts)).toEqual(['v/a1_x.py', 'v/b2_x.py']);
    expect(told(texts, { folders: ['w', 'v'], isRecursive: true })).toEqual([
      'w/d4.py',
      'v/a1_x.py',
      'v/b2_x.py',
      'v/old/c3.py',
    ]);
  });

  it.each<[string, Known<FileContent>, readonly string[]]>([
    ['is not there', absent, []],
    [
      'is no text',
      observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }),
      ['v/a.py: it is not valid UTF-8'],
    ],
    ['could not be read', unobserved('permission was denied'), ['v/a.py: permission was denied']],
    ['is no Python', text('def'), ['v/a.py: it is not valid Python']],
    ['is empty', text(''), ['v/a.py']],
  ])('say so where one %s', (_, content, expected) => {
    expect(told(new Map([['v/a.py', content]]))).toEqual(expected);
  });

  it('point at what they hold, and nowhere where nothing was read', () => {
    const written = '# 😀\r\nrevision = "a1"\n';
    const files = revisionFiles(
      new Map([
        ['v/a1.py', text(written)],
        ['v/b2.py', unobserved('permission was denied')],
      ]),
      FLAT,
      { parsers },
    );
    const [read, unread] = files.values();
    const start = written.indexOf('"a1"');
    expect(read && textOf(written, read.span({ start, end: start + 4 }))).toBe('"a1"');
    expect(unread).toMatchObject({ text: '', reading: { kind: 'unanalyzable', start: 0, end: 0 } });
  });

  it('are the ones made before where their texts are the same', () => {
    const before = revisionFiles(
      new Map([
        ['v/a1.py', revision('a1')],
        ['v/b2.py', revision('b2')],
      ]),
      FLAT,
      { parsers },
    );
    const now = new Map([
      ['v/a1.py', revision('a1')],
      ['v/b2.py', revision('b2', '"a1"')],
      ['v/c3.py', revision('a1')],
    ]);
    const files = revisionFiles(now, FLAT, { parsers });
    expect(files.get('v/a1.py')).toBe(before.get('v/a1.py'));
    expect(files.get('v/b2.py')?.text).toContain('"a1"');
    expect(files.get('v/c3.py')).toMatchObject({ path: 'v/c3.py', text: before.get('v/a1.py')?.text });
    const unread = revisionFiles(new Map([['v/a1.py', unobserved('permission was denied')]]), FLAT, {
      parsers,
    });
    expect(unread.get('v/a1.py')?.text).toBe('');
  });

  it('make a graph, in which those without a readable header have no place', () => {
    const files = revisionFiles(
      new Map([
        ['v/a1.py', revision('a1')],
        ['v/b2.py', revision('b2', '"a1"')],
        ['v/c3.py', text('def')],
      ]),
      FLAT,
      { parsers },
    );
    expect(graphOfFiles(files, parsers)).toMatchObject({
      heads: ['b2'],
      bases: ['a1'],
      unplaced: ['v/c3.py'],
    });
  });
});

describe('the texts as they are somewhere else', () => {
  const here: RevisionTexts = new Map([
    ['v/a.py', text('a')],
    ['v/b.py', text('b')],
  ]);
  const shown = (laid: Known<RevisionTexts>) =>
    laid.known
      ? Array.from(laid.value, ([path, content]) =>
          content.known
            ? `${path} ${content.value.kind === 'text' ? content.value.text : content.value.kind}`
            : path,
        )
      : laid.reason;

  it.each<[string, readonly string[], Readonly<Record<string, Known<FileContent>>>, readonly string[]]>([
    ['the same where nothing is another', [], {}, ['v/a.py a', 'v/b.py b']],
    ['another text', ['v/a.py'], { 'v/a.py': text('A') }, ['v/a.py A', 'v/b.py b']],
    ['a text more', ['v/c.py'], { 'v/c.py': text('c') }, ['v/a.py a', 'v/b.py b', 'v/c.py c']],
    ['one that is gone', ['v/b.py'], { 'v/b.py': absent }, ['v/a.py a', 'v/b.py absent']],
    [
      'only those that are asked for',
      ['v/a.py'],
      { 'v/a.py': text('A'), 'v/b.py': text('B') },
      ['v/a.py A', 'v/b.py b'],
    ],
    [
      'nothing for a path that is not among them',
      ['v/z.py'],
      { 'v/a.py': text('A') },
      ['v/a.py a', 'v/b.py b'],
    ],
  ])('%s', (...[, paths, changed, expected]) => {
    expect(shown(laidOver(here, paths, changed))).toEqual(expected);
  });

  it('are not known where one of them is not', () => {
    expect(shown(laidOver(here, ['v/a.py'], { 'v/a.py': unobserved('git failed') }))).toBe(
      'the other text of v/a.py is not known: git failed',
    );
    expect(shown(laidOver(here, ['v/b.py'], { 'v/a.py': unobserved('git failed') }))).toEqual([
      'v/a.py a',
      'v/b.py b',
    ]);
  });

  it('leave alone what is here', () => {
    laidOver(here, ['v/a.py'], { 'v/a.py': absent });
    expect(shown(observed(here))).toEqual(['v/a.py a', 'v/b.py b']);
  });
});
