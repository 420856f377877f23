import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compileCodeownersPattern } from '../../policy/codeowners/codeowners-pattern.ts';
import { compilePattern, type PatternResult } from '../../policy/patterns/path-pattern.ts';
import { patternReachesFolder } from './pattern-reaches-folder.ts';

function compiled(result: PatternResult) {
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern;
}
const mayLie = (pattern: string, folder: string) =>
  patternReachesFolder(compiled(compilePattern(pattern)), folder);

describe('something that a pattern covers may lie below a folder', () => {
  test.each([
    ['core/**/*.py', 'core/deep'],
    ['core/**/*.py', 'core/deep/er'],
    ['/core/**/*.py', 'core/deep'],
    ['core/*/secret.py', 'core/a'],
    ['core/v?/keys/*.pem', 'core/v1'],
    ['core/v?/keys/*.pem', 'core/v1/keys'],
    ['core/*/keys/', 'core/a'],
    ['**/keys/*.pem', 'anywhere/keys'],
    ['*/keys/a.pem', 'web/keys'],
    ['core/*/secret.py', 'CORE/A'],
    ['Core/*/secret.py', 'core/a'],
  ])('that %s leaves open: %s', (pattern, folder) => {
    expect(mayLie(pattern, folder)).toBe(true);
  });

  test.each([
    ['core/*.py', 'core/deep'],
    ['core/*/secret.py', 'core/a/deep'],
    ['core/*/secret.py', 'web/a'],
    ['core/v?/keys/*.pem', 'core/v10'],
    ['core/v?/keys/*.pem', 'core/v1/certs'],
    ['core/auth.py', 'core'],
    ['core', 'core/deep'],
    ['*.py', 'core'],
  ])('and not where %s has no name for it: %s', (pattern, folder) => {
    expect(mayLie(pattern, folder)).toBe(false);
  });

  test('is not asked of what the pattern spells out, which its literal prefix tells', () => {
    expect(compiled(compilePattern('core/auth/*.py')).literalPrefix).toBe('core/auth');
    expect(mayLie('core/auth/*.py', 'core')).toBe(false);
    expect(mayLie('core/auth/*.py', 'core/auth')).toBe(false);
  });

  test('as CODEOWNERS reads the pattern, too', () => {
    const pattern = compiled(compileCodeownersPattern('/core/*/secret.py'));
    expect(patternReachesFolder(pattern, 'core/a')).toBe(true);
    expect(patternReachesFolder(pattern, 'web/a')).toBe(false);
  });
});

test('every folder above a covered path that is spelt with a wildcard is found', () => {
  const name = fc.constantFrom('a', 'b', 'core');
  const segment = fc.oneof(name, fc.constantFrom('*', '?', '**'));
  fc.assert(
    fc.property(
      fc.array(segment, { minLength: 2, maxLength: 4 }),
      fc.array(name, { minLength: 2 }),
      (text, path) => {
        const result = compilePattern(text.join('/'));
        fc.pre(result.kind === 'pattern' && result.pattern.matches(path.join('/')));
        const pattern = compiled(result);
        const folder = path.slice(0, -1).join('/');
        const isSpelt = `${pattern.literalPrefix}/`.startsWith(`${folder}/`);
        const isCovered = pattern.matches(folder);
        expect(isSpelt || isCovered || patternReachesFolder(pattern, folder)).toBe(true);
      },
    ),
  );
});
