import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { describe, expect, test } from 'vitest';

import { judge, patternOf } from '../../testing/pattern-table.ts';
import { compilePattern } from './path-pattern.ts';

describe('the parts of the dialect', () => {
  // Paths are separated by blanks.
  test.each([
    ['a plain name is a file or a directory', 'core', 'core core/x/y core/.e', 'core.py a/core cor'],
    ['a slash in front changes nothing', '/core', 'core core/x', 'a/core'],
    ['a star stays in one name and may be empty', 'a*c', 'ac abc a.c a\nc', 'a/c ab abcd abc/d'],
    ['a star matches dot files', 'a/*', 'a/b a/.b a/..b', 'a a/b/c b'],
    ['a question mark is one character', 'a?c', 'abc a.c a\u00e9c ae\u0301c a\ud83d\udd12c', 'ac a/c abbc'],
    ['two stars in front are zero or more directories', '**/a', 'a b/a .b/c/a', 'ba b/ab a/b'],
    ['two stars between are zero or more', 'a/**/b', 'a/b a/c/b a/.c/d/b', 'ab a b a/b/c a/xb'],
    ['two stars at the end name the entry as well', 'a/**', 'a a/b a/b/c a/.b', 'ab b/a A'],
    ['two stars alone are everything', '**', 'a a/b .a/.b \udc80', ''],
    ['two stars and a slash are everything', '**/', 'a a/b', ''],
    ['repeated double stars are one', '**/**/a/**/**', 'a b/a a/b c/a/d/e', 'b ab'],
    ['a directory at any depth', '**/k/', 'k a/k a/k/b k/.b', 'a/kk k.py'],
    ['a directory form after a star names entries too', 'a*/', 'ab ab/c a/b/c', 'b b/a'],
    ['below any directory names its entries too', 'docs/*/**', 'docs/a docs/a/b', 'docs doc/a'],
    ['glued in front', '**.py', '.py a.py a/b.py a/.py .a/b/c.py', 'a.pyc py a.py/b'],
    ['glued in front, in a directory', 'a/**.py', 'a/.py a/b.py a/b/c/d.py', 'a.py ab/c.py a'],
    ['glued in the middle', 'a**b', 'ab acb a/b ac/b a/cb ac/d/eb', 'a b ba ab/c'],
    ['glued before a slash', 'a**/b', 'a/b ac/b a/c/b ac/d/e/b', 'ab a/bc b'],
    ['glued after a question mark', '?**', 'a ab a/b .a/b', ''],
    ['glued twice', 'a**b**c', 'abc a/b/c axbyc a/x/yb/z/c', 'ac acb abcd'],
    ['glued, with a slash behind', 'a**/', 'a ab a/b ab/c/d', 'b ba'],
    ['three stars are two', 'a***', 'a ab/c', 'b'],
    ['an escaped star is a star', 'a\\*', 'a* a*/b', 'ab a'],
    ['escaped double stars are stars', '\\*\\*/a', '**/a', 'b/a a'],
    ['an escaped question mark is one', 'a\\?*', 'a? a?b', 'ab'],
    ['escaped brackets are brackets', 'app/\\[id\\]/*', 'app/[id]/a', 'app/i/a app/d/a'],
    ['a closing bracket is itself', 'a]*', 'a] a]b', 'a'],
    ['braces are themselves', '{a}*', '{a} {a}b', 'a'],
    ['a range in braces is not expanded', '{1..3}', '{1..3}', '1 2'],
    ['an escaped list in braces is text', '\\{a,b\\}*', '{a,b} {a,b}c', 'a b'],
    ['an escaped exclamation mark is one', '\\!a*', '!a !ab', 'ab b'],
    ['an escaped exclamation mark negates nothing', '\\!*', '! !a', 'a'],
    ['an escaped backslash is one', 'a\\\\*', 'a\\ a\\b', 'a/b a*'],
    ['a number sign is not a comment', '#a*', '#ab', 'a'],
    ['an extended glob is text', '+(a|b)*', '+(a|b) +(a|b)c', 'a ab'],
    ['a star before parentheses is only a star', '*(a)', '(a) b(a)', 'a aa'],
    ['a question mark before parentheses, too', '?(a)', 'b(a)', 'a (a)'],
  ])('%s: %s', (...row) => {
    const [, text, covered, left] = row;
    const table = { covers: wordsOf(covered), leaves: wordsOf(left) };
    expect(judge(text, table)).toEqual(table);
  });

  test('the text is kept as written', () => {
    expect(patternOf('/cafe\u0301/**').text).toBe('/cafe\u0301/**');
  });

  test('a problem comes back as a problem', () => {
    expect(compilePattern('a//b')).toEqual({
      kind: 'problem',
      problem: 'a//b contains // with nothing between. Write a single /.',
    });
  });
});

describe('the literal prefix', () => {
  test.each([
    ['docs/**', 'docs'],
    ['/backend/app/core/**', 'backend/app/core'],
    ['backend/app/services/payments**', 'backend/app/services'],
    ['backend/app/core/auth.py', 'backend/app/core/auth.py'],
    ['docs/', 'docs'],
    ['docs/**/*.md', 'docs'],
    ['app/\\[id\\]/*.tsx', 'app/[id]'],
    ['**/AGENTS.md', ''],
    ['*.md', ''],
    ['**', ''],
    ['docs/caf\u00e9/*.md', 'docs'],
    ['docs/Keys/*.md', 'docs'],
    ['docs/a;b/*.md', 'docs'],
  ])('of %s is "%s"', (text, prefix) => {
    expect(patternOf(text).literalPrefix).toBe(prefix);
  });
});

describe('patterns made to be slow come back', () => {
  // Every path begins and ends as its pattern does, so that no cheap test answers first; `z` is missing.
  const long = 'a'.repeat(4000);
  const deep = 'a/'.repeat(2000);

  test.each([
    ['stars in one name', `${'*a'.repeat(509)}*z*b`, `${long}b`],
    ['stars and question marks', `${'*?'.repeat(509)}*z*b`, `${long}b`],
    ['200 double stars', `${'**/*a/'.repeat(168)}**/*z/b`, `${deep}b`],
    ['200 double stars and stars', `${'**/*/'.repeat(199)}**/*z/b`, `${deep}b`],
    ['200 double stars with names between', `${'**/*/a*/'.repeat(126)}**/*z/b`, `${deep}b`],
    ['200 double stars before everything below', `${'**/*a/'.repeat(168)}*z/**`, `${deep}b`],
    ['four glued double stars', 'a**a**a**z**b', `${deep}b`],
    ['four glued double stars in 167 others', `${'**/*a/'.repeat(160)}a**/a**/a**/*z**b`, `${deep}b`],
    ['four glued double stars and their directory', '**/a**/**/a**/**/a**/**/*z**/b/', `${deep}b`],
    [
      'stars around a glued double star',
      `${'*a'.repeat(250)}**${'a*'.repeat(250)}zb`,
      `${long}/${long}azb/b`,
    ],
  ])(
    '%s',
    (_kind, text, path) => {
      expect(patternOf(text).matches(path)).toBe(false);
    },
    10_000,
  );

  test('and still match at the limit', () => {
    expect(patternOf(`${'**/a/'.repeat(200)}b`).matches(`${'a/'.repeat(200)}b`)).toBe(true);
    expect(patternOf(`${'**/a/'.repeat(196)}c**/c**/c**/c**b`).matches(`${'a/'.repeat(196)}c/c/c/cb`)).toBe(
      true,
    );
  });
});

describe('for every', () => {
  const names = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    .map((name) => name.replaceAll(/[/\p{Cc}]/gu, '_'));
  const special = fc.constantFrom(
    '*',
    '**',
    '?',
    '[id]',
    '{a,b}',
    '\\',
    '!',
    'a*',
    '+(a)',
    '#',
    'caf\u00e9',
    'cafe\u0301',
    '\udce9',
  );
  const name = fc.oneof(names, special).filter((text) => text !== '.' && text !== '..');
  const literal = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const escaped = (path: string) => path.replaceAll(/[*?[\]{}\\!]/g, '\\$&');

  test('path, its escaped text covers it, what is below, and nothing else', () => {
    fc.assert(
      fc.property(literal, literal, (path, other) => {
        const compiled = patternOf(escaped(path));
        const [same, tested] = [path.normalize('NFC'), other.normalize('NFC')];
        expect(compiled.matches(path)).toBe(true);
        expect(compiled.matches(`${path}/${other}`)).toBe(true);
        expect(compiled.matches(other)).toBe(tested === same || tested.startsWith(`${same}/`));
        expect(compiled.matches(`${path}x`)).toBe(false);
      }),
    );
  });

  const wild = fc.oneof(name.map(escaped), fc.constantFrom('*', '?', '**', 'a*', '*b', 'a**', '**b'));
  const text = fc.array(wild, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

  test('pattern, adding /** keeps every path it covers and adds what is below', () => {
    fc.assert(
      fc.property(text, literal, literal, (any, path, below) => {
        if (!patternOf(any).matches(path)) return;
        const wider = patternOf(`${any}/**`);
        expect(wider.matches(path)).toBe(true);
        expect(wider.matches(`${path}/${below}`)).toBe(true);
      }),
    );
  });

  test('pattern, a trailing slash means what /** means', () => {
    fc.assert(
      fc.property(text, literal, (any, path) => {
        expect(patternOf(`${any}/`).matches(path)).toBe(patternOf(`${any}/**`).matches(path));
      }),
    );
  });

  test('pattern and path, the normal form changes nothing', () => {
    fc.assert(
      fc.property(text, literal, (any, path) => {
        const answers = [any, any.normalize('NFC'), any.normalize('NFD')].flatMap((form) =>
          [path, path.normalize('NFC'), path.normalize('NFD')].map((tested) =>
            patternOf(form).matches(tested),
          ),
        );
        expect(new Set(answers).size).toBe(1);
      }),
    );
  });

  test('covered path lies at or below the literal prefix, in the form git has it', () => {
    fc.assert(
      fc.property(text, literal, (any, path) => {
        const compiled = patternOf(any);
        const { literalPrefix } = compiled;
        if (literalPrefix === '' || !compiled.matches(path)) return;
        expect(path === literalPrefix || path.startsWith(`${literalPrefix}/`)).toBe(true);
      }),
    );
  });

  test('pattern and path, what is tested before the globs changes nothing', () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'aab', '.a', 'a.b', '\u00e9');
    const wild = fc.oneof(name, fc.constantFrom('*', '**', 'a*', '*b', 'a*b', '?', '?b', 'a?', 'a.*'));
    const written = fc.array(wild, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
    const named = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(written, named, (any, path) => {
        const entry = any.replace(/(?:\/?\*\*)+$/, '');
        fc.pre(entry !== '');
        const reachesBelow = entry !== any || !/[*?]/.test(any);
        const glob = new Minimatch(entry, { dot: true });
        const folders = [...path.matchAll(/\/|$/g)].map(({ index }) => path.slice(0, index));
        const covers = reachesBelow ? folders.some((folder) => glob.match(folder)) : glob.match(path);
        expect(patternOf(any).matches(path)).toBe(covers);
      }),
      { numRuns: 500 },
    );
  });

  const anything = fc
    .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units));

  test('text, compiling and matching never throw', () => {
    fc.assert(
      fc.property(anything, anything, (any, path) => {
        const result = compilePattern(any);
        const answer = result.kind === 'pattern' ? result.pattern.matches(path) : false;
        expect(answer).toBeTypeOf('boolean');
      }),
    );
  });
});

function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
