import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { patternOf } from '../../packages/policy-core/src/testing/pattern-table.ts';
import { type GitPatterns, gitPatterns } from './git-patterns.ts';

const SEED = 20_240_611;
const NAMES = ['a', 'b', 'ab', 'aab', '.a', 'a.b', '*', 'a?b', '[a]', '{a,b}', '!a', 'a\\b', 'A', 'a b'];
// What both languages know. A star is never beside a star; that is where they part.
const PIECES = ['a', 'b', 'ab', '.', '*', '?', '\\*', '\\?', '\\[a]', '\\{a,b\\}', '\\!', '\\\\', 'A', ' '];

const name = fc.constantFrom(...NAMES);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
const wildName = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join('').replaceAll(/(?<!\\)\*{2,}/g, '*'))
  .filter((text) => !/^\.{1,2}$/.test(text) && !/\*\*/.test(text));
const segment = fc.oneof(
  { weight: 2, arbitrary: wildName },
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', '*', 'a*', '*b', '?', '.a') },
  { weight: 2, arbitrary: fc.constant('**') },
);
const pattern = fc
  .array(segment, { minLength: 1, maxLength: 5 })
  .map((segments) => segments.join('/'))
  .filter((text) => !text.startsWith('!'));

const PATHS = withoutClashes(fc.sample(path, { numRuns: 900, seed: SEED }));
const PATTERNS = [...new Set(fc.sample(pattern, { numRuns: 900, seed: SEED }))];

/** A pathspec also covers a directory that is spelt like the pattern, signs and all; these are not. */
const PLAIN = PATHS.filter((tested) => !/[*?[\]{}\\!]/.test(tested));

/** Line ends, quotes, other scripts, bytes that are not UTF-8. */
const STRANGE = [
  'strange/line\nend.py',
  'strange/tab\tand"quote".py',
  'strange/caf\u00e9.py',
  'strange/cafe\u0301.py',
  'strange/\udce9\udc80.py',
  'strange/deep/.\udcff/a.py',
];

const repositories: GitPatterns[] = [];
afterAll(() => {
  for (const repository of repositories) repository.remove();
});

function gitWith(paths: readonly string[]): GitPatterns {
  const repository = gitPatterns(paths);
  repositories.push(repository);
  return repository;
}

function ours(text: string, paths: readonly string[]): readonly string[] {
  const compiled = patternOf(text);
  return paths.filter((tested) => compiled.matches(tested));
}

function theirs(covered: ReadonlySet<string> | undefined, paths: readonly string[]): readonly string[] {
  return paths.filter((tested) => covered?.has(tested));
}

describe('git and lockpath agree', () => {
  test(`on ${PATTERNS.length} patterns and ${PATHS.length} paths, as attribute patterns`, () => {
    // Attribute patterns neither reach below a plain name nor name the bare entry: see pathspecs and differences.
    const shared = PATTERNS.filter((text) => !text.endsWith('**') && /(?<!\\)[*?]/.test(text));
    const answers = gitWith(PATHS).byAttributes(shared);
    const found = shared.map((text) => ({ text, covered: ours(text, PATHS) }));
    expect(found).toEqual(shared.map((text, index) => ({ text, covered: theirs(answers[index], PATHS) })));
    expect(shared.length * PATHS.length).toBeGreaterThan(200_000);
    expect(answers.filter((covered) => covered.size > 0).length).toBeGreaterThan(150);
  });

  test(`on pathspecs for ${PLAIN.length} plain paths, names and directories included`, () => {
    const git = gitWith(PLAIN);
    const wild = PATTERNS.filter((text) => !/\*\*$|\\/.test(text)).slice(0, 80);
    const plain = ['a', 'a/b', '.a', 'A', 'ab/aab', 'a/', 'a/b/', '.a/', 'A/', 'a b/', 'ab/.a/'];
    const found = [...wild, ...plain].map((text) => ({ text, covered: ours(text, PLAIN) }));
    expect(found).toEqual(found.map(({ text }) => ({ text, covered: theirs(git.byPathspec(text), PLAIN) })));
    expect(found.filter(({ covered }) => covered.length > 0).length).toBeGreaterThan(30);
  });

  test.each([
    'strange/*',
    'strange/**/*.py',
    '**/*.py',
    'strange/',
    '**/a.py',
    'strange/*/*/*',
    'strange/deep',
  ])('on names that are not plain ASCII, for %s', (text) => {
    const covered = ours(text, STRANGE);
    expect(covered).toEqual(theirs(gitWith(STRANGE).byPathspec(text), STRANGE));
    expect(covered.length).toBeGreaterThan(0);
  });
});

describe('lockpath differs from git on purpose', () => {
  test('a trailing /** also names the bare entry, and differs in nothing else', () => {
    const git = gitWith(PLAIN);
    const ending = PATTERNS.filter((text) => /[^*]\/\*\*$/.test(text) && !text.includes('\\')).slice(0, 60);
    const found = ending.map((text) => ({ text, covered: ours(text, PLAIN) }));
    const expected = ending.map((text) => {
      const both = new Set([...git.byPathspec(text), ...git.byPathspec(text.replace(/\/\*\*$/, ''))]);
      return { text, covered: theirs(both, PLAIN) };
    });
    expect(found).toEqual(expected);
    expect(ending.length).toBeGreaterThan(20);
    expect([...gitWith(['core']).byPathspec('core/**')]).toEqual([]);
    expect(ours('core/**', ['core'])).toEqual(['core']);
  });

  // `a**` and `a**/b` are not here: after plain text, and only there, git happens to cross directories, too.
  test.each([
    ['a**b', 'a*b'],
    ['**b', '*b'],
    ['a/**b', 'a/*b'],
    ['?**/b', '?*/b'],
    ['*b**/b', '*b*/b'],
    ['?**', '?*'],
    ['**.b', '*.b'],
    ['a**a**b', 'a*a*b'],
  ])('%s crosses directories, which git takes for %s', (text, single) => {
    const git = gitWith(PLAIN);
    const covered = ours(text, PLAIN);
    expect(git.byPathspec(text)).toEqual(git.byPathspec(single));
    expect(covered).toEqual(PLAIN.filter((tested) => anyCharacters(text).test(tested)));
    expect(covered).toEqual(expect.arrayContaining([...git.byPathspec(text)]));
    expect(covered.length).toBeGreaterThan(git.byPathspec(text).size);
  });

  test('an escaped plain name reaches below as any plain name does', () => {
    const paths = ['[id]/page.tsx'];
    expect([...gitWith(paths).byPathspec('\\[id]')]).toEqual([]);
    expect(ours('\\[id]', paths)).toEqual(paths);
  });

  test('a pattern in one normal form covers a path in the other', () => {
    expect([...gitWith(STRANGE).byPathspec('strange/caf\u00e9.py')]).toEqual(['strange/caf\u00e9.py']);
    expect(ours('strange/caf\u00e9.py', STRANGE)).toEqual(['strange/caf\u00e9.py', 'strange/cafe\u0301.py']);
  });

  test('a question mark is one character, which git takes for one byte', () => {
    const git = gitWith(STRANGE);
    expect([...git.byPathspec('strange/caf?.py')]).toEqual([]);
    expect([...git.byPathspec('strange/caf??.py')]).toEqual(['strange/caf\u00e9.py']);
    expect(ours('strange/caf?.py', STRANGE)).toEqual(['strange/caf\u00e9.py', 'strange/cafe\u0301.py']);
  });
});

/** An independent reading of the dialect, slow and simple: a regular expression. */
function anyCharacters(text: string): RegExp {
  const source = text
    .replaceAll('.', '\\.')
    .replaceAll(
      /\/\*\*\/|\*\*|\*|\?/g,
      (sign) => ({ '/**/': '/(?:.+/)?', '**': '.*', '*': '[^/]*' })[sign] ?? '[^/]',
    );
  return new RegExp(`^${source}$`, 's');
}

/** The index holds a name either as a file or as a directory. */
function withoutClashes(paths: readonly string[]): readonly string[] {
  const longestFirst = [...new Set(paths)].toSorted((left, right) => right.length - left.length);
  const directories = new Set<string>();
  return longestFirst.filter((tested) => {
    if (directories.has(tested)) return false;
    const names = tested.split('/');
    names.slice(1).forEach((_, index) => directories.add(names.slice(0, index + 1).join('/')));
    return true;
  });
}
