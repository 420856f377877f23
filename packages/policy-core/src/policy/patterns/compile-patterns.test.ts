import { describe, expect, test } from 'vitest';

import { textOf } from '../../testing/text-of.ts';
import { compilerFor } from './compile-patterns.ts';
import type { PatternDialect } from './path-pattern.ts';
import { readPolicyText } from '../source/read-policy-text.ts';

const TEXT = `paths:
  - core/**
  - '[bad'
  - services/payments*
path: '!x'
`;

function compiler(text = TEXT, dialect?: PatternDialect) {
  const source = readPolicyText('lockkeeper.yaml', text);
  if (source.kind !== 'value') throw new Error(source.problem);
  return compilerFor(source, dialect);
}

describe('patterns that can be compiled', () => {
  test('know the line they were written on', () => {
    const lines = compiler().patterns(['core/**'], ['paths']);
    expect(lines.map(({ pattern, at }) => [pattern.text, textOf(TEXT, at)])).toEqual([
      ['core/**', 'core/**'],
    ]);
  });

  test('match what they say', () => {
    const [line] = compiler().patterns(['core/**'], ['paths']);
    expect([line?.pattern.matches('core/a.py'), line?.pattern.matches('docs/a.md')]).toEqual([true, false]);
  });

  test('are as many as were written', () => {
    const together = compiler();
    expect(together.patterns(['a', 'b', 'c'], ['paths'])).toHaveLength(3);
    expect(together.problems).toEqual([]);
  });

  test('may be none', () => {
    const none = compiler();
    expect([none.patterns([], ['paths']), none.problems, none.hints]).toEqual([[], [], []]);
  });
});

describe('patterns that cannot be compiled', () => {
  test('are left out and named, each at its place', () => {
    const bad = compiler();
    expect(bad.patterns(['core/**', '[bad'], ['paths']).map(({ pattern }) => pattern.text)).toEqual([
      'core/**',
    ]);
    expect(bad.problems.map(({ message, at }) => [message, textOf(TEXT, at)])).toEqual([
      [expect.stringMatching(/^Pattern "\[bad": .*\.$/), "'[bad'"],
    ]);
  });

  test('that stand alone are named where they stand', () => {
    const bad = compiler();
    bad.patterns(['!x'], ['path']);
    expect(bad.problems.map(({ at }) => textOf(TEXT, at))).toEqual(["'!x'"]);
  });

  test('are gathered over several lists', () => {
    const bad = compiler();
    bad.patterns(['[a'], ['paths']);
    bad.hintedPatterns(['[b'], ['paths']);
    expect(bad.problems.map(({ message }) => message.slice(0, 13))).toEqual([
      'Pattern "[a":',
      'Pattern "[b":',
    ]);
  });

  test.each(['[a]', 'a/../b', '{a,b}', '!a', ''])('such as %j', (text) => {
    const bad = compiler();
    expect([bad.patterns([text], ['paths']), bad.problems.length]).toEqual([[], 1]);
  });
});

describe('patterns that guard something', () => {
  test('get a hint where they cover less than they seem to', () => {
    const guarding = compiler();
    guarding.hintedPatterns(['core/**', '[bad', 'services/payments*'], ['paths']);
    expect(guarding.hints.map(({ message, at }) => [message, textOf(TEXT, at)])).toEqual([
      [
        'payments* does not reach into folders: write payments** to cover payments_v2/a.py as well.',
        'services/payments*',
      ],
    ]);
  });

  test('get none where the wider pattern stands beside it', () => {
    const guarding = compiler();
    guarding.hintedPatterns(['payments*', 'payments**'], ['paths']);
    expect(guarding.hints).toEqual([]);
  });

  test('are compiled like any other', () => {
    const guarding = compiler();
    expect(guarding.hintedPatterns(['payments*'], ['paths']).map(({ pattern }) => pattern.text)).toEqual([
      'payments*',
    ]);
    expect(guarding.problems).toEqual([]);
  });

  test('and other lists get no hint', () => {
    const other = compiler();
    other.patterns(['payments*'], ['paths']);
    expect(other.hints).toEqual([]);
  });
});

describe('patterns of the CODEOWNERS dialect', () => {
  const compiled = (text: string) => compiler(TEXT, 'codeowners').patterns([text], ['paths'])[0]?.pattern;

  test('are read as GitHub reads them', () => {
    expect(compiled('Makefile')?.matches('tools/Makefile')).toBe(true);
    expect(compiled('/docs/*')?.matches('docs/guide/start.md')).toBe(false);
  });

  test('are refused where GitHub would not read them as they seem, each at its place', () => {
    const bad = compiler(TEXT, 'codeowners');
    bad.patterns(['core/**', '[bad'], ['paths']);
    expect(bad.problems.map(({ message, at }) => [message, textOf(TEXT, at)])).toEqual([
      [
        'Pattern "[bad": [bad contains a bracket, which CODEOWNERS takes literally. Write ? for any one character, or \\[ and \\] for the brackets.',
        "'[bad'",
      ],
    ]);
  });

  test('get no hint for a star at the end, which reaches into folders there', () => {
    const guarding = compiler(TEXT, 'codeowners');
    const [line] = guarding.hintedPatterns(['services/payments*'], ['paths']);
    expect(guarding.hints).toEqual([]);
    expect(line?.pattern.matches('services/payments_v2/a.py')).toBe(true);
  });
});

describe('patterns that are built in', () => {
  test('are lockpath patterns in every dialect, and say that they stand on no line', () => {
    const source = compiler(TEXT, 'codeowners');
    const [pattern] = source.builtIn(['.github/**']);
    expect(pattern).toMatchObject({ isBuiltIn: true, at: { start: { line: 0, character: 0 } } });
    expect(pattern?.pattern.matches('.github'), 'as CODEOWNERS would not').toBe(true);
  });

  test('are not left out unseen where they cannot be compiled', () => {
    const bad = compiler();
    expect(bad.builtIn(['a', '[b'])).toHaveLength(1);
    expect(bad.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Pattern "\[b": .*\.$/),
    ]);
  });
});
