import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { runEngine } from '../checker/run-engine.ts';
import { treeObservations } from '../checker/observations-from-input.ts';
import { oneThing } from '../testing/one-thing.ts';
import { evaluate } from './evaluate.ts';
import { defineRule, type Rule } from './rule.ts';
import { allRules } from '../checker/all-rules.ts';
import { policyOf } from '../testing/any-repository.ts';

const policy = policyOf({});
function outcomesOf(rule: Rule, options: unknown) {
  const { findings, undetermined, crashed } = runEngine({
    policy,
    observations: treeObservations(policy, [], {}),
    stage: 'ci',
    parsers: undefined,
    runs: [{ rule, severity: 'error', options }],
  }).ask(evaluate);
  for (const { error } of crashed) throw new Error(error);
  return [...findings, ...undetermined];
}

describe('a rule', () => {
  const limited = defineRule({
    id: 'docs/limited',
    summary: 'A limit holds.',
    defaultSeverity: 'warning',
    subjects: oneThing,
    options: z.strictObject({ limit: z.number().default(3) }),
    messages: { over: '{limit}.' },
    *check(_get, _judged, { options: { limit } }) {
      yield { kind: 'violation', messageId: 'over', data: { limit: String(limit) }, at: undefined };
    },
  });
  const dataOf = (options: unknown) => outcomesOf(limited, options).map(({ data }) => data);

  test('gets the options that were written', () => {
    expect(dataOf({ limit: 7 })).toEqual([{ limit: '7' }]);
  });

  test.each([undefined, {}, null])('gets its defaults where %s is written', (options) => {
    expect(dataOf(options)).toEqual([{ limit: '3' }]);
  });

  test.each([{ limit: 'x' }, { other: 1 }, 'x'])(
    'does not run with options %o it does not take',
    (options) => {
      expect(() => dataOf(options)).toThrow(/expected|unrecognized/i);
    },
  );

  test('keeps what its author wrote about it', () => {
    expect(limited).toMatchObject({
      id: 'docs/limited',
      summary: 'A limit holds.',
      defaultSeverity: 'warning',
      judges: [oneThing],
      messages: { over: '{limit}.' },
    });
  });
});

describe.each(allRules.map((rule) => ({ id: rule.id, rule })))('the rule $id', ({ id, rule }) => {
  test('is named by area and claim', () => {
    expect(id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
  });

  test('says in one sentence what must be true', () => {
    expect(rule.summary).toMatch(/^[A-Z](?:[^.]|\.(?=\S))*\.$/);
  });

  test('says what is wrong, and ends each message with a full stop', () => {
    expect(Object.values(rule.messages).filter((message) => !/[.}]$/.test(message))).toEqual([]);
  });

  test('takes no options at all, and refuses those it does not know', () => {
    expect(rule.options.safeParse({}).success).toBe(true);
    expect(rule.options.safeParse({ unknownOption: true }).success).toBe(false);
  });

  test('judges something, and nothing twice', () => {
    expect(rule.judges).not.toEqual([]);
    expect(new Set(rule.judges).size).toBe(rule.judges.length);
  });

  test('is silent about an empty repository', () => {
    expect(outcomesOf(rule, undefined)).toEqual([]);
  });
});

test('no two rules have one id', () => {
  const ids = allRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
