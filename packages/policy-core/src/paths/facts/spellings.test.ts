import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { spellingsIn } from './spellings.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  '': ['docs', 'Docs', 'README'],
  docs: ['guide.md', 'Guide.md', 'stra\u00dfe.md'],
};

test.each([
  ['DOCS', ['Docs', 'docs']],
  ['readme', ['README']],
  ['docs/GUIDE.MD', ['docs/Guide.md', 'docs/guide.md']],
  ['docs/STRASSE.md', ['docs/stra\u00dfe.md']],
  ['docs/other.md', []],
  ['nowhere/a', []],
])('the spellings of %s are %j', (path, spellings) => {
  const spellingsOf = spellingsIn((folder) => observed(NAMES[folder] ?? []));
  expect(spellingsOf(path)).toEqual(observed(spellings));
});

test('a folder is looked into once', () => {
  const asked: string[] = [];
  const spellingsOf = spellingsIn((folder) => {
    asked.push(folder);
    return observed(NAMES[folder] ?? []);
  });
  for (const path of ['a', 'b', 'docs/a', 'docs/b', 'c']) spellingsOf(path);
  expect(asked).toEqual(['', 'docs']);
});

test('the spellings in a folder nobody saw are not known', () => {
  const spellingsOf = spellingsIn(() => unobserved('git is too slow'));
  expect(spellingsOf('docs/a')).toEqual(unobserved('git is too slow'));
});
