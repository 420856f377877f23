import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { literalPattern } from './literal-pattern.ts';
import { compilePattern } from './path-pattern.ts';

function matches(named: string, path: string): boolean {
  const result = compilePattern(literalPattern(named));
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern.matches(path);
}

describe('the pattern of one path', () => {
  test.each([
    ['lockkeeper.yaml', 'lockkeeper.yaml'],
    ['ops/known.json', 'ops/known.json'],
    ['a*b', String.raw`a\*b`],
    ['app/[id]/page.tsx', String.raw`app/\[id\]/page.tsx`],
    ['{a,b}', String.raw`\{a,b\}`],
    ['!important.md', String.raw`\!important.md`],
    ['why?', String.raw`why\?`],
  ])('of %s is %s', (path, pattern) => {
    expect(literalPattern(path)).toBe(pattern);
  });

  test.each([
    ['a*b', 'axb'],
    ['a?b', 'axb'],
    ['[ab]', 'a'],
    ['{a,b}', 'a'],
    ['**/a', 'x/a'],
  ])('of %s does not match %s', (path, other) => {
    expect(matches(path, path)).toBe(true);
    expect(matches(path, other)).toBe(false);
  });

  test('matches that path and what would lie below it, and nothing beside it', () => {
    const name = fc
      .array(fc.constantFrom('a', 'B', '*', '?', '[', ']', '{', '}', '!', ',', '.', ' ', '#', 'é'), {
        minLength: 1,
        maxLength: 4,
      })
      .map((signs) => signs.join(''))
      .filter((text) => text !== '.' && text !== '..' && text.trim() === text);
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(path, path, (named, other) => {
        expect(matches(named, named)).toBe(true);
        expect(matches(named, `${named}/below`)).toBe(true);
        expect(matches(named, other)).toBe(other === named || other.startsWith(`${named}/`));
      }),
    );
  });
});
