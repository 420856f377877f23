import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parsePatternSyntax, type PatternSegment } from './path-pattern-syntax.ts';
import { isLiteral, literalDirectories, literalEnd, plainGlob, segmentGlobs } from './pattern-globs.ts';

function segmentsOf(pattern: string): readonly PatternSegment[] {
  const syntax = parsePatternSyntax(pattern);
  if (syntax.kind === 'problem') throw new Error(syntax.problem);
  return syntax.segments;
}

describe('the globs of a pattern', () => {
  test.each([
    ['a/b', ['a/b']],
    ['a/*.py', ['a/*.py']],
    ['a?c', ['a?c']],
    ['**/a', ['**/a']],
    ['pay**', ['pay*', 'pay*/**/*']],
    ['**pay', ['*pay', '*/**/*pay']],
    ['a**b**', ['a*b*', 'a*b*/**/*', 'a*/**/*b*', 'a*/**/*b*/**/*']],
    [String.raw`a\*b`, [String.raw`a\*b`]],
    [String.raw`\[id\]`, [String.raw`\[id\]`]],
  ])('%s are %j', (pattern, globs) => {
    expect([...segmentGlobs(segmentsOf(pattern))].toSorted()).toEqual(globs.toSorted());
  });

  test.each([
    ['a/*', 'a/b', true],
    ['a/*', 'a/.b', true],
    ['a/*', 'a/b/c', false],
    ['a/?', 'a/bc', false],
    ['**/a', 'a', true],
    ['**/a', 'x/.y/a', true],
    ['a', 'A', false],
    [String.raw`a\*b`, 'a*b', true],
    [String.raw`a\*b`, 'axb', false],
    ['#a', '#a', true],
    ['!a', '!a', true],
    ['{a,b}', '{a,b}', true],
    ['+(a)', '+(a)', true],
    ['+(a)', 'aa', false],
  ])('%s of %s: %s, where only stars and question marks mean something', (glob, path, expected) => {
    expect(plainGlob(glob)(path)).toBe(expected);
  });

  test('of plain names match themselves and nothing else', () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9_.#@+=~,;:()' -]{1,6}$/)
      .filter((text) => !/^\.{1,2}$/.test(text));
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(path, path, (written, tried) => {
        const syntax = parsePatternSyntax(written);
        fc.pre(syntax.kind === 'syntax');
        const globs = segmentGlobs(segmentsOf(written)).map(plainGlob);
        expect(globs.some((matches) => matches(written))).toBe(true);
        expect(globs.some((matches) => matches(tried))).toBe(tried === written);
      }),
    );
  });
});

describe('what a pattern says without wildcards', () => {
  test.each([
    ['a/b', [true, true]],
    ['a/*', [true, false]],
    ['**/a', [false, true]],
    ['a?', [false]],
    [String.raw`\*`, [true]],
  ])('in %s is literal: %j', (pattern, literal) => {
    expect(segmentsOf(pattern).map(isLiteral)).toEqual(literal);
  });

  test.each([
    ['*.py', '.py'],
    ['a/b.md', 'b.md'],
    ['a*', ''],
    ['**', ''],
    ['a?b', 'b'],
  ])('at the end of %s is %j', (pattern, end) => {
    expect(literalEnd(segmentsOf(pattern).at(-1))).toBe(end);
  });

  test('at the end of nothing is nothing', () => {
    expect(literalEnd(undefined)).toBe('');
  });

  test.each([
    ['a/b/*.py', 'a/b'],
    ['a/b', 'a/b'],
    ['*/a', ''],
    ['**/a', ''],
    ['a/b?/c', 'a'],
    ['a/é/c', 'a'],
    ['K/a', ''],
    ['a;b/c', ''],
  ])('are the directories %s lies in: %j, as far as one spelling says them', (pattern, directories) => {
    expect(literalDirectories(segmentsOf(pattern))).toBe(directories);
  });
});
