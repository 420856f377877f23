import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';
import { siblingSearch } from './sibling-collision.ts';

const added = (path: string): ChangeEntry => ({
  status: 'added',
  path,
  oldMode: '000000',
  newMode: '100644',
});

/** What is said of the first path when all of them are added to a tree that holds the others. */
function search(paths: readonly string[], before: readonly string[], hidden: readonly string[] = []) {
  const folders = Object.entries(foldersOf(before)).filter(([folder]) => !hidden.includes(folder));
  const tree = headTree(
    paths.map(added),
    surroundingsOf({
      links: {},
      folders: Object.fromEntries(folders.map(([folder, entries]) => [folder, observed(entries)])),
    }),
  );
  return siblingSearch(tree)(paths[0] ?? '');
}

describe('a name that is another one beside it but for its case', () => {
  test.each([
    ['docs/Guide.md', ['docs/guide.md'], { own: 'docs/Guide.md', other: 'docs/guide.md' }],
    ['Docs/new.md', ['docs/guide.md'], { own: 'Docs', other: 'docs' }],
    ['a/B/c.md', ['a/b/d.md'], { own: 'a/B', other: 'a/b' }],
    ['A/B/C.md', ['a/b/c.md'], { own: 'A', other: 'a' }],
    ['docs/guide/a.md', ['docs/Guide'], { own: 'docs/guide', other: 'docs/Guide' }],
    ['docs/A.md', ['docs/b.md', 'Docs/a.md'], { own: 'docs/A.md', other: 'Docs/a.md' }],
    ['x/y/A', ['x/y/b', 'X/Y/a'], { own: 'x/y/A', other: 'X/Y/a' }],
    ['docs/GUIDE', ['docs/Guide', 'docs/guide'], { own: 'docs/GUIDE', other: 'docs/Guide' }],
  ])('is found for %s beside %j', (path, before, collision) => {
    expect(search([path], before)).toMatchObject({ collision, unseen: undefined });
  });

  test('is found among the names that come together', () => {
    expect(search(['web/App.ts', 'web/app.ts'], ['src/x'])).toMatchObject({
      collision: { own: 'web/App.ts', other: 'web/app.ts' },
    });
  });

  test.each([
    ['another name', 'docs/handbook.md', ['docs/guide.md']],
    ['the same name, which is no other', 'docs/guide.md', ['docs/guide.md']],
    ['the same name in another folder', 'docs/Guide.md', ['src/guide.md']],
    ['folders that differed before', 'docs/new.md', ['docs/guide.md', 'Docs/other.md']],
    ['an empty repository', 'docs/guide.md', []],
  ])('is not found for %s', (_, path, before) => {
    expect(search([path], before)).toMatchObject({ collision: undefined, unseen: undefined });
  });
});

describe('a folder that was not seen', () => {
  test('is named, and only the outermost', () => {
    expect(search(['a/b/c'], ['a/b/d'], ['a', 'a/b'])).toMatchObject({
      collision: undefined,
      unseen: { folder: 'a', reason: 'what lay in a was not seen' },
    });
  });

  test('is the root where nothing was', () => {
    expect(search(['a/b/c'], ['a/b/d'], ['', 'a', 'a/b'])).toMatchObject({ unseen: { folder: '' } });
  });

  test('hides nothing of what was seen', () => {
    expect(search(['docs/Guide.md'], ['docs/guide.md'], [''])).toMatchObject({
      collision: { own: 'docs/Guide.md', other: 'docs/guide.md' },
      unseen: { folder: '' },
    });
  });

  test('is no loss where it cannot exist', () => {
    expect(search(['web/app/main.ts'], ['src/x'], [])).toMatchObject({ unseen: undefined });
  });
});
