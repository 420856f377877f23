import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { added, deleted, foldersSeen } from '../../testing/change-entries.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';
import { newPathsOf } from './new-names.ts';

const BEFORE = ['docs/guide.md', 'docs/reports/a.md', 'constructor/a.py'];

function newPaths(
  path: string,
  {
    folders = foldersSeen(BEFORE),
    beside = [],
  }: { readonly folders?: Observations['folders']; readonly beside?: readonly ChangeEntry[] } = {},
) {
  const entry = added(path);
  return newPathsOf(entry, headTree([entry, ...beside], surroundingsOf({ links: {}, folders })));
}

describe('an added file brings in', () => {
  test.each([
    ['docs/new.md', ['docs/new.md']],
    ['new.md', ['new.md']],
    ['docs/reports/2026/q1.md', ['docs/reports/2026', 'docs/reports/2026/q1.md']],
    ['web/app/main.ts', ['web', 'web/app', 'web/app/main.ts']],
    ['Docs/new.md', ['Docs', 'Docs/new.md']],
    ['constructor/b.py', ['constructor/b.py']],
    ['toString/b.py', ['toString', 'toString/b.py']],
  ])('%s: %j', (path, paths) => {
    expect(newPaths(path)).toEqual(paths);
  });

  test('a folder that a file was before, or that the same change takes away, is not new', () => {
    expect(newPaths('docs/guide.md/x', { beside: [deleted('docs/guide.md')] })).toEqual(['docs/guide.md/x']);
    expect(newPaths('docs/reports/b.md', { beside: [deleted('docs/reports/a.md')] })).toEqual([
      'docs/reports/b.md',
    ]);
  });

  test('a folder that two files bring, with each of them', () => {
    expect(newPaths('web/a.ts', { beside: [added('web/b.ts')] })).toEqual(['web', 'web/a.ts']);
  });
});

describe('a folder that may have been there', () => {
  test('counts as new where nobody looked', () => {
    expect(newPaths('docs/reports/b.md', { folders: {} })).toEqual([
      'docs',
      'docs/reports',
      'docs/reports/b.md',
    ]);
  });

  test('counts as new where nobody could look', () => {
    const folders = { ...foldersSeen(BEFORE), docs: unobserved('git is too slow') };
    expect(newPaths('docs/reports/b.md', { folders })).toEqual(['docs/reports', 'docs/reports/b.md']);
  });
});

test('outermost comes first, each lies in the one before, and the file itself is the last', () => {
  const name = fc.constantFrom('docs', 'reports', 'web', 'a.md');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
      const path = names.join('/');
      const paths = newPaths(path);
      expect(paths.at(-1)).toBe(path);
      for (const [index, one] of paths.slice(1).entries())
        expect(one.startsWith(`${paths[index] ?? ''}/`)).toBe(true);
    }),
  );
});

test('to have seen less never brings in less', () => {
  const hidden = fc.subarray(Object.keys(foldersSeen(BEFORE)));
  const path = fc.constantFrom('docs/x', 'docs/reports/x', 'docs/new/x', 'constructor/x');
  fc.assert(
    fc.property(hidden, path, (folders, one) => {
      const seen = Object.entries(foldersSeen(BEFORE)).filter(([folder]) => !folders.includes(folder));
      const partly = newPaths(one, { folders: Object.fromEntries(seen) });
      for (const found of newPaths(one)) expect(partly).toContain(found);
    }),
  );
});
