import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { collectFacts } from '../checker/collect-facts.ts';
import type { Facts } from '../checker/facts.ts';
import { treeObservations } from '../checker/observations-from-input.ts';
import { defineRule } from './rule.ts';
import { allRules } from '../checker/all-rules.ts';
import { policyOf } from '../testing/any-repository.ts';

const policy = policyOf({});
const FACTS: Facts = collectFacts(policy, treeObservations(policy, [], {}), {
  stage: 'ci',
  parsers: undefined,
});

describe('a rule', () => {
  const limited = defineRule({
    id: 'docs/limited',
    summary: 'A limit holds.',
    defaultSeverity: 'warning',
    needs: ['now', 'approvals'],
    options: z.strictObject({ limit: z.number().default(3) }),
    messages: { over: '{limit} and {keys}.' },
    *check(facts, { options: { limit } }) {
      const keys = Object.keys(facts).toSorted().join(' ');
      yield { kind: 'violation', messageId: 'over', data: { limit: String(limit), keys }, at: undefined };
    },
  });
  const dataOf = (options: unknown) =>
    Array.from(limited.check(FACTS, { options, stage: 'ci' }), ({ data }) => data);

  test('gets the options that were written', () => {
    expect(dataOf({ limit: 7 })).toEqual([{ limit: '7', keys: 'approvals now' }]);
  });

  test.each([undefined, {}, null])('gets its defaults where %s is written', (options) => {
    expect(dataOf(options)).toEqual([{ limit: '3', keys: 'approvals now' }]);
  });

  test('gets the facts it names and no others', () => {
    expect(dataOf({})).toMatchObject([{ keys: 'approvals now' }]);
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
      needs: ['now', 'approvals'],
      messages: { over: '{limit} and {keys}.' },
    });
  });
});

describe.each(allRules.map((rule) => ({ id: rule.id, rule })))('the rule $id', ({ id, rule }) => {
  test('is named by area and claim', () => {
    expect(id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
  });

  test('says in one sentence what must be true', () => {
    expect(rule.summary).toMatch(/^[A-Z][^.]*\.$|^[A-Z].*==\.$/);
  });

  test('says what is wrong, and ends each message with a full stop', () => {
    expect(Object.values(rule.messages).filter((message) => !/[.}]$/.test(message))).toEqual([]);
  });

  test('takes no options at all, and refuses those it does not know', () => {
    expect(rule.options.safeParse({}).success).toBe(true);
    expect(rule.options.safeParse({ unknownOption: true }).success).toBe(false);
  });

  test('names no fact twice', () => {
    expect(new Set(rule.needs).size).toBe(rule.needs.length);
  });

  test('is silent about an empty repository', () => {
    expect(Array.from(rule.check(FACTS, { options: undefined, stage: 'ci' }))).toEqual([]);
  });

  test('does not touch the facts it gets', () => {
    const before = JSON.stringify(FACTS);
    Array.from(rule.check(FACTS, { options: undefined, stage: 'ci' }));
    expect(JSON.stringify(FACTS)).toBe(before);
  });
});

test('no two rules have one id', () => {
  const ids = allRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
