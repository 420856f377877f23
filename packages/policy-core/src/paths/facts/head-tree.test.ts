import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

const FILE = '100644';
const NOTHING = '000000';
const added = (path: string, newMode = FILE): ChangeEntry => ({
  status: 'added',
  path,
  oldMode: NOTHING,
  newMode,
});
const deleted = (path: string): ChangeEntry => ({ status: 'deleted', path, oldMode: FILE, newMode: NOTHING });

const known = (folders: ReturnType<typeof foldersOf>): Observations['folders'] =>
  Object.fromEntries(Object.entries(folders).map(([folder, entries]) => [folder, observed(entries)]));
const BEFORE = known(
  foldersOf(['docs/guide.md', 'docs/reports/a.md', 'src/x.ts', 'constructor/a'], ['latest']),
);
const tree = (entries: readonly ChangeEntry[], folders: Observations['folders'] = BEFORE) =>
  headTree(entries, surroundingsOf({ links: {}, folders }));
const valueOf = <T>(answer: Known<T>): T => {
  if (!answer.known) throw new Error(answer.reason);
  return answer.value;
};

describe('the tree that a change leaves', () => {
  const after = tree([
    deleted('docs/guide.md'),
    added('docs/handbook.md'),
    added('web/app/main.ts'),
    { status: 'modified', path: 'src/x.ts', oldMode: FILE, newMode: '100755' },
    added('old', '120000'),
  ]);

  test.each([
    ['', '040000'],
    ['docs', '040000'],
    ['docs/guide.md', undefined],
    ['docs/handbook.md', FILE],
    ['docs/reports/a.md', FILE],
    ['docs/nothing', undefined],
    ['nowhere/at/all', undefined],
    ['src/x.ts', '100755'],
    ['web', '040000'],
    ['web/app', '040000'],
    ['latest', '120000'],
    ['latest/below', undefined],
    ['old', '120000'],
    ['constructor', '040000'],
    ['toString', undefined],
  ])('has at %j the mode %s', (path, mode) => {
    expect(after.modeOf(path)).toEqual(observed(mode));
  });

  test('names what lies in a folder, old and new', () => {
    expect(valueOf(after.namesIn('docs')).toSorted()).toEqual(['handbook.md', 'reports']);
    expect(valueOf(after.namesIn('web'))).toEqual(['app']);
    expect(valueOf(after.namesIn('nowhere'))).toEqual([]);
    expect(valueOf(after.namesIn('')).toSorted()).toEqual([
      'constructor',
      'docs',
      'latest',
      'old',
      'src',
      'web',
    ]);
  });

  test('knows what was there before', () => {
    const was = ['docs', 'docs/guide.md', 'docs/handbook.md', 'web', 'web/app'].map((path) =>
      valueOf(after.wasThere(path)),
    );
    expect(was).toEqual([true, true, false, false, false]);
  });

  test('finds the spellings of a name', () => {
    const other = tree([added('Docs/Guide.md'), added('docs/GUIDE.md')]);
    expect(valueOf(other.spellingsOf('DOCS'))).toEqual(['Docs', 'docs']);
    expect(valueOf(other.spellingsOf('docs/guide.MD'))).toEqual(['docs/GUIDE.md', 'docs/guide.md']);
    expect(valueOf(other.spellingsOf('web'))).toEqual([]);
  });
});

describe('a folder is left', () => {
  test.each([
    ['when nothing in it changes', [], true],
    ['when a file of it stays', [deleted('docs/guide.md')], true],
    ['when only what is deeper stays', [deleted('docs/guide.md'), added('x')], true],
    [
      'when something new comes to it',
      [deleted('docs/guide.md'), deleted('docs/reports/a.md'), added('docs/new')],
      true,
    ],
  ])('%s', (_, entries, left) => {
    expect(tree(entries).isLeft('docs')).toEqual(observed(left));
  });

  test('no longer, when everything in it goes, however deep', () => {
    expect(tree([deleted('docs/guide.md'), deleted('docs/reports/a.md')]).isLeft('docs')).toEqual(
      observed(false),
    );
  });

  test('or not: nobody knows without having looked', () => {
    const folders = { '': BEFORE[''] ?? observed([]) };
    expect(tree([deleted('docs/guide.md')], folders).isLeft('docs')).toEqual(
      unobserved('what lay in docs was not seen'),
    );
  });

  test('as long as one part of it is known to stay', () => {
    const folders = { '': BEFORE[''] ?? observed([]), docs: BEFORE['docs'] ?? observed([]) };
    const entries = [deleted('docs/reports/a.md')];
    expect(tree(entries, folders).isLeft('docs')).toEqual(observed(true));
  });
});

describe('what was not seen', () => {
  function missed(ask: (asked: ReturnType<typeof headTree>) => void, folders: Observations['folders'] = {}) {
    const paths: string[] = [];
    const note = {
      folder: (path: string) => paths.push(path),
      link: (path: string) => paths.push(`-> ${path}`),
    };
    ask(headTree([added('web/new.ts')], surroundingsOf({ links: {}, folders }, note)));
    return paths;
  }

  test('is asked for at once on the whole way', () => {
    expect(missed((asked) => asked.modeOf('a/b/c/d'))).toEqual(['', 'a', 'a/b', 'a/b/c']);
  });

  test('is asked for once', () => {
    const twice = missed((asked) => {
      asked.modeOf('a/b');
      asked.namesIn('a');
    });
    expect(twice).toEqual(['', 'a']);
  });

  test('is not asked for where there is no such folder', () => {
    expect(missed((asked) => asked.modeOf('nowhere/at/all'), BEFORE)).toEqual([]);
  });

  test('is not asked for again when it could not be seen', () => {
    const folders = { '': unobserved('git is too slow') };
    expect(missed((asked) => asked.modeOf('a'), folders)).toEqual([]);
    expect(tree([], folders).modeOf('a')).toEqual(unobserved('git is too slow'));
  });

  test('is a link as well', () => {
    expect(missed((asked) => asked.targetOf('latest'))).toEqual(['-> latest']);
  });

  test('does not hide what the change itself tells', () => {
    expect(tree([added('web/new.ts')], {}).modeOf('web/new.ts')).toEqual(observed(FILE));
    expect(tree([added('web/new.ts')], {}).modeOf('web')).toEqual(observed('040000'));
  });
});
