import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compileCodeownersPattern } from '../codeowners/codeowners-pattern.ts';
import { compilePattern, type PatternResult } from './path-pattern.ts';
import { patternInForm } from './pattern-in-form.ts';

function pattern(result: PatternResult) {
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern;
}

const small = (path: string) => path.toLowerCase();
const matches = (text: string, path: string) =>
  patternInForm(pattern(compilePattern(text)), small)?.matches(small(path)) ?? false;

describe('a pattern in small letters', () => {
  test.each([
    ['Core/**', 'core/auth.py'],
    ['core/**', 'CORE/Auth.py'],
    ['**/AGENTS.md', 'docs/Agents.md'],
    ['services/payments**', 'Services/PAYMENTS_v2/a.py'],
    ['a?c', 'ABC'],
    ['\\*.md', '*.MD'],
  ])('%s matches %s', (text, path) => {
    expect(matches(text, path)).toBe(true);
  });

  test.each([
    ['core/**', 'cores/auth.py'],
    ['*.md', 'docs/a.md'],
    ['\\*.md', 'a.md'],
  ])('%s does not match %s', (text, path) => {
    expect(matches(text, path)).toBe(false);
  });

  test('matches whatever it matches as it is written', () => {
    const name = fc.constantFrom('Core', 'core', 'a', 'B', 'x.py');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const text = fc
      .array(fc.constantFrom('Core', 'core', 'a', 'B*', '?', '**', '*'), { minLength: 1, maxLength: 4 })
      .map((names) => names.join('/'));
    fc.assert(
      fc.property(text, path, (written, tried) => {
        const result = compilePattern(written);
        if (result.kind === 'problem' || !result.pattern.matches(tried)) return;
        expect(matches(written, tried)).toBe(true);
      }),
    );
  });
});

test('a pattern keeps its dialect: in CODEOWNERS a bare name is one anywhere', () => {
  const owned = patternInForm(pattern(compileCodeownersPattern('Docs/')), small);
  expect(owned?.matches('web/docs/a.md')).toBe(true);
});

test('a pattern is compiled once for each form', () => {
  const [core, other] = [pattern(compilePattern('Core')), pattern(compilePattern('Core'))];
  expect(patternInForm(core, small)).toBe(patternInForm(core, small));
  expect(patternInForm(other, small)).not.toBe(patternInForm(core, small));
  expect(patternInForm(core, (path) => path)).not.toBe(patternInForm(core, small));
});

test('a form that makes a pattern too long leaves none', () => {
  expect(patternInForm(pattern(compilePattern('a')), (path) => path.repeat(2_000))).toBeUndefined();
});
