import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compilePattern } from '../policy/patterns/path-pattern.ts';
import { ownerPatterns } from './codeowners-patterns.ts';

describe('a lockpath pattern in CODEOWNERS', () => {
  test.each([
    // Names of files and directories.
    ['backend/app/core', ['/backend/app/core']],
    ['/backend/app/core/', ['/backend/app/core']],
    ['backend/app/core/**', ['/backend/app/core']],
    ['Makefile', ['/Makefile']],
    // Wildcards inside a name.
    ['docs/*.md', ['/docs/*.md']],
    ['infrastructure/scripts/*', ['/infrastructure/scripts/*']],
    ['infrastructure/scripts/*/', ['/infrastructure/scripts/*', '/infrastructure/scripts/*/**']],
    ['app/v?/x', ['/app/v?*/x']],
    ['services/payments*', ['/services/payments*']],
    // Any directories.
    ['**/AGENTS.md', ['/**/AGENTS.md']],
    ['docs/reports/**/*.md', ['/docs/reports/**/*.md']],
    ['**', ['*']],
    ['**/', ['*']],
    ['**/**', ['*']],
    // ** glued to text crosses directories, which CODEOWNERS can only say in two lines.
    ['services/payments**', ['/services/payments*', '/services/payments*/**/*']],
    ['a**b/c', ['/a*b/c', '/a*/**/*b/c']],
    // What cannot be written there.
    ['my docs/a', ['/my?docs/a']],
    ['#drafts/', ['/?drafts']],
    ['app/\\[id\\]/page', ['/app/?id?/page']],
    ['a\\*b', ['/a?b']],
    ['Kernel', ['/?ernel']],
    ['caf\u00e9/menu', ['/caf?*/menu']],
    ['\u00e9', ['/?*']],
    ['cafe\u0301', ['/caf?*']],
  ])('%s', (pattern, expected) => {
    expect(ownerPatterns(lockpath(pattern)).patterns).toEqual(expected);
  });

  test.each(['backend/core', 'backend/core/', 'backend/core/**', '**'])(
    '%s says the same there',
    (pattern) => {
      expect(ownerPatterns(lockpath(pattern)).isExact).toBe(true);
    },
  );

  test.each(['docs/*', 'docs/*.md', '**/a', 'a**', 'a?', 'my docs', 'caf\u00e9', 'Kernel', 'a/**/b'])(
    '%s takes in more there',
    (pattern) => {
      expect(ownerPatterns(lockpath(pattern)).isExact).toBe(false);
    },
  );

  test('that is none covers everything, because it must not cover less', () => {
    expect(ownerPatterns(lockpath('a/../b'))).toEqual({ patterns: ['*'], isExact: false });
  });
});

test.each(['docs', '/docs/', '*.md', 'my\\ docs', 'caf\u00e9'])(
  '%s of a policy in the dialect of CODEOWNERS stays as it is',
  (text) => {
    expect(ownerPatterns({ text, dialect: 'codeowners' })).toEqual({ patterns: [text], isExact: true });
  },
);

describe('by a matcher of its own, which compares characters as they stand', () => {
  test('every path that a pattern matches is covered, however it is spelled', () => {
    let matched = 0;
    fc.assert(
      fc.property(patterns(), fc.array(paths(), { minLength: 10, maxLength: 30 }), (text, tried) => {
        const result = compilePattern(text);
        fc.pre(result.kind === 'pattern');
        const rules = ownerPatterns(lockpath(text)).patterns.map(ruleExpression);
        for (const path of tried.filter((one) => result.pattern.matches(one))) {
          matched += 1;
          expect(
            rules.some((rule) => rule.test(path)),
            `${text} covers ${JSON.stringify(path)}`,
          ).toBe(true);
        }
      }),
    );
    expect(matched, 'the property is about something').toBeGreaterThan(20);
  });

  test('what is said to be exact matches nothing else', () => {
    fc.assert(
      fc.property(patterns(), fc.array(paths(), { minLength: 10, maxLength: 30 }), (text, tried) => {
        const result = compilePattern(text);
        const { patterns: written, isExact } = ownerPatterns(lockpath(text));
        fc.pre(result.kind === 'pattern' && isExact);
        const rules = written.map(ruleExpression);
        for (const path of tried.filter((one) => rules.some((rule) => rule.test(one)))) {
          expect(result.pattern.matches(path), `${text} matches ${JSON.stringify(path)}`).toBe(true);
        }
      }),
    );
  });

  test('no rule has a character that CODEOWNERS gives another meaning', () => {
    fc.assert(
      fc.property(patterns(), (text) => {
        for (const rule of ownerPatterns(lockpath(text)).patterns) expect(rule).toMatch(/^\/?[^\s#[\]\\]+$/);
      }),
    );
  });

  test.each([
    ['/docs', 'docs/a/b', true],
    ['/docs', 'docs', true],
    ['/docs', 'a/docs', false],
    ['/docs/*', 'docs/a', true],
    ['/docs/*', 'docs/a/b', false],
    ['/**/a', 'a', true],
    ['/**/a', 'x/y/a/b', true],
    ['/a*/**', 'ab/c/d', true],
    ['/a*/**', 'ab', false],
    ['*', 'x/y', true],
  ])('the matcher itself reads %s for %s as GitHub does', (rule, path, expected) => {
    expect(ruleExpression(rule).test(path)).toBe(expected);
  });
});

/** The documented meaning, as small as can be: what ends in a name also covers what is below it. */
function ruleExpression(rule: string): RegExp {
  if (rule === '*') return /^/;
  const body = rule
    .slice(1)
    .split(/(\*\*\/|\*\*$|\*|\?)/)
    .map((part) => MEANING[part] ?? part.replaceAll(/[.+^$()|{}]/g, '\\$&'))
    .join('');
  const endsInName = !/(^|\/)\*{1,2}$/.test(rule);
  return new RegExp(`^${body}${endsInName ? '(/.*)?' : ''}$`, 's');
}

const MEANING: Readonly<Record<string, string>> = {
  '**/': '(?:[^/]+/)*',
  '**': '.+',
  '*': '[^/]*',
  '?': '[^/]',
};

function lockpath(text: string) {
  return { text, dialect: 'lockpath' } as const;
}

const NAMES = [
  'a',
  'b',
  'ab',
  'axb',
  '.a',
  'a b',
  '#a',
  'K',
  '\u212a',
  'KK',
  '\u00e9',
  'e\u0301',
  'a\u00e9b',
  'ae\u0301b',
  '\u212b',
  'A\u030a',
  'a*b',
  ';',
  '\u037e',
  '`',
  '\u1fef',
  'a\ud83d\ude00',
  'caf\udce9',
];

function paths(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
}

function patterns(): fc.Arbitrary<string> {
  const literal = NAMES.map((name) => name.replaceAll(/[*]/g, '\\$&'));
  const wild = ['*', '**', '?', 'a*', '*b', 'a**', '**b', 'a**b', 'a?b', '?*', '\u00e9*'];
  return fc
    .tuple(
      fc.array(fc.constantFrom(...literal, ...wild), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '/'),
      fc.constantFrom('', '/', '/**'),
    )
    .map(([parts, start, end]) => start + parts.join('/') + end);
}
