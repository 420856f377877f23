import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../checker/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { guardedClasses } from '../policy/branch-class.ts';
import { guardedPatterns } from './guarded-branches.ts';

describe('a kind of branch is guarded', () => {
  test.each([
    ['direct_push: deny', true],
    ['force_push: deny', true],
    ['merge: pull_request', true],
    ['force_push: allow', false],
    ['direct_push: allow', false],
    ['environment: staging', false],
  ])('with %s: %s', (words, expected) => {
    expect(guardedClasses(policyOf(['main'], words).branches)).toHaveLength(expected ? 1 : 0);
  });
});

test('each pattern stands once, whoever names it', () => {
  const [main, ...more] = guardedPatterns(policyOf(['main', 'main', '/main']));
  expect(main).toEqual({
    text: 'main',
    branch: 'main',
    pushes: ['main', 'main/**'],
    bases: ['main', 'main/**'],
    refs: ['refs/heads/main', 'refs/heads/main/**/*'],
  });
  expect(more).toEqual([]);
});

describe('every branch that the policy guards', () => {
  test("starts the guard, by GitHub Actions' patterns [row 0.04]", () => {
    const expressions = (policy: Policy) =>
      guardedPatterns(policy).flatMap(({ pushes }) => pushes.map(actionsExpression));
    expect(missed(expressions, (branch) => branch)).toEqual([]);
  });

  test("is under its ruleset, by the patterns of Ruby's fnmatch [row 0.23]", () => {
    const expressions = (policy: Policy) =>
      guardedPatterns(policy).flatMap(({ refs }) => refs.map(fnmatchExpression));
    expect(missed(expressions, (branch) => `refs/heads/${branch}`)).toEqual([]);
  });

  test.each([
    ['release/*', 'release/1', true],
    ['release/*', 'release/1/2', false],
    ['release/**', 'release/1/2', true],
    ['**', 'a/b', true],
    ['c\\+\\+', 'c++', true],
    ['main', 'mainly', false],
  ])('Actions reads %s for %s as documented, in this test', (pattern, branch, expected) => {
    expect(actionsExpression(pattern).test(branch)).toBe(expected);
  });

  test.each([
    ['refs/heads/*', 'refs/heads/a/b', false],
    ['refs/heads/**/*', 'refs/heads/a/b', true],
    ['refs/heads/**/*', 'refs/heads/a', true],
    ['refs/heads/fix*/**/*', 'refs/heads/fix/a/b', true],
    ['refs/heads/v?', 'refs/heads/v12', false],
  ])('fnmatch reads %s for %s as documented, in this test', (pattern, ref, expected) => {
    expect(fnmatchExpression(pattern).test(ref)).toBe(expected);
  });
});

test('no base of a pull request gets a verdict under the name of a pattern that does not match it', () => {
  const wrong = SAMPLES.flatMap(({ policy, tried }) => {
    const expressions = guardedPatterns(policy).flatMap(({ bases }) => bases.map(actionsExpression));
    return tried.filter(
      (branch) => expressions.some((one) => one.test(branch)) && !isMatched(policy, branch),
    );
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['main', 'main'],
  ['/main', 'main'],
  ['release/1.x', 'release/1.x'],
  ['main/', undefined],
  ['release/*', undefined],
  ['release/**', undefined],
  ['v?', undefined],
  ['**/hot', undefined],
])('the pattern %s means the branch %s', (pattern, branch) => {
  expect(guardedPatterns(policyOf([pattern])).map((guarded) => guarded.branch)).toEqual([branch]);
});

/** Branches that the policy guards and none of the expressions finds, among many. */
function missed(
  expressionsOf: (policy: Policy) => readonly RegExp[],
  nameOf: (branch: string) => string,
): readonly string[] {
  let guarded = 0;
  const found = SAMPLES.flatMap(({ pattern, policy, tried }) => {
    const expressions = expressionsOf(policy);
    const wanted = tried.filter((branch) => isMatched(policy, branch));
    guarded += wanted.length;
    const lost = wanted.filter((branch) => !expressions.some((one) => one.test(nameOf(branch))));
    return lost.map((branch) => `${pattern} does not find ${branch}`);
  });
  expect(guarded, 'there is something to find').toBeGreaterThan(1_000);
  return found;
}

function isMatched({ branches: { classes } }: Policy, branch: string): boolean {
  return classes.some(({ match }) => match.some((pattern) => pattern.matches(branch)));
}

const NAMES = ['main', 'a', 'b', 'ab', 'release', '1.2', '152', '1-2', 'c++', 'fix-a'];

function branches(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
}

function patterns(): fc.Arbitrary<string> {
  const wild = ['*', '**', '?', 'a*', '*b', 'a**', '**b', 'fix**', '1?2', 'r*e'];
  return fc
    .tuple(
      fc.array(fc.constantFrom(...NAMES, ...wild), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '/', '/**'),
    )
    .map(([parts, end]) => parts.join('/') + end);
}

/** Loaded once: that is what takes long. */
const SAMPLES = fc
  .sample(fc.tuple(patterns(), fc.array(branches(), { minLength: 20, maxLength: 20 })), 1_000)
  .map(([pattern, tried]) => ({ pattern, policy: policyOf([pattern]), tried }));

/** `**` any characters, `*` any but `/`, `\` takes the meaning away. */
function actionsExpression(pattern: string): RegExp {
  return expressionOf(pattern, /(\*\*|\*|\[a-zA-Z0-9\]|\\.)/, {
    '**': '.*',
    '*': '[^/]*',
    '[a-zA-Z0-9]': '[a-zA-Z0-9]',
  });
}

/** Ruby's `File.fnmatch` with `FNM_PATHNAME`: a directory after a directory may be missing. */
function fnmatchExpression(pattern: string): RegExp {
  return expressionOf(pattern, /(\*\*\/|\*|\?)/, { '**/': '(?:[^/]+/)*', '*': '[^/]*', '?': '[^/]' });
}

function expressionOf(pattern: string, token: RegExp, meaning: Readonly<Record<string, string>>): RegExp {
  const parts = pattern.split(token).map((part) => {
    const text = part.startsWith('\\') ? part.slice(1) : part;
    return meaning[part] ?? text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

function policyOf(match: readonly string[], words = 'direct_push: deny'): Policy {
  const text = `version: 1\nbranches: { kind: { match: ${JSON.stringify(match)}, ${words} } }\n`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}
