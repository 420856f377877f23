import { describe, expect, test } from 'vitest';

import { allRules } from '../../checker/all-rules.ts';
import { optionsSchema, ruleNamed, ruleSentences } from './rule-words.ts';

describe('a rule that a policy names', () => {
  test('is found by its id alone', () => {
    for (const rule of allRules) expect(ruleNamed(rule.id)).toBe(rule);
  });

  test.each([
    '',
    'drop-table',
    'Migrations/drop-table',
    'migrations/drop-table ',
    'constructor',
    1,
    null,
    undefined,
    {},
  ])('is none where %j stands', (id) => {
    expect(ruleNamed(id)).toBeUndefined();
    expect(optionsSchema(id)).toBeUndefined();
  });

  test('has options that are made ready once', () => {
    expect(optionsSchema('migrations/drop-table')).toBe(optionsSchema('migrations/drop-table'));
    expect(Object.keys(optionsSchema('migrations/drop-table')?.properties ?? {})).toEqual(['allowTables']);
  });

  test('has options that a policy may leave out', () => {
    for (const { id } of allRules) expect(optionsSchema(id)?.required ?? [], id).toEqual([]);
  });
});

describe('what is said of a rule', () => {
  test.each([
    ['error', 'It is an error unless the policy says otherwise.'],
    ['warning', 'It is a warning unless the policy says otherwise.'],
    ['info', 'It is information unless the policy says otherwise.'],
  ] as const)('tells how heavy an %s weighs', (severity, sentence) => {
    const rules = allRules.filter(({ defaultSeverity }) => defaultSeverity === severity);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(ruleSentences(rule)[1]).toBe(sentence);
  });

  test('begins with what it demands, and ends with its options where it has some', () => {
    for (const rule of allRules) {
      const [summary, , options] = ruleSentences(rule);
      const names = Object.keys(optionsSchema(rule.id)?.properties ?? {});
      expect(summary).toBe(rule.summary);
      expect(options).toBe(names.length === 0 ? undefined : `Its options: ${names.join(', ')}.`);
    }
  });

  test('is sentences', () => {
    for (const rule of allRules) {
      for (const sentence of ruleSentences(rule)) expect(sentence, rule.id).toMatch(/[.!?`]$/);
    }
  });
});
