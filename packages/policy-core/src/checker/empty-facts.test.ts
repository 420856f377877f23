import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { treeObservations } from './observations-from-input.ts';
import { unobserved } from '../model/known.ts';
import { allRules } from './all-rules.ts';
import { anyRun, policyOf } from '../testing/any-repository.ts';
import { collectFacts } from './collect-facts.ts';
import { emptyFacts, isIdle } from './empty-facts.ts';
import type { Facts } from './facts.ts';

const policy = policyOf({});
const NOTHING = collectFacts(policy, treeObservations(policy, [], {}), { stage: 'ci', parsers: undefined });
const emptyIn = (facts: Partial<Facts>) => emptyFacts({ ...NOTHING, ...facts });

describe('a fact that holds nothing to judge', () => {
  test.each(['migrations', 'requirementsFiles', 'dependencyChanges', 'pythonChanges'] as const)(
    'is %s, where the repository has none',
    (name) => {
      expect(emptyIn({})).toContain(name);
    },
  );

  test('is none that says how a subject stands', () => {
    expect(emptyIn({})).not.toContain('now');
    expect(emptyIn({})).not.toContain('approvals');
  });

  test('is not the migrations, where it is not known which of them are new', () => {
    const migrations = { ...NOTHING.migrations, unsettled: 'this is a shallow clone' };
    expect(emptyIn({ migrations })).not.toContain('migrations');
  });

  test('is not the migrations, where their history cannot be seen', () => {
    const migrations = { ...NOTHING.migrations, histories: unobserved('it was not given') };
    expect(emptyIn({ migrations })).not.toContain('migrations');
  });
});

describe('a rule', () => {
  const empty = new Set(['migrations', 'deployRecord'] as const);

  test('is not asked about what is not there', () => {
    expect(isIdle(['migrations'], empty)).toBe(true);
    expect(isIdle(['migrations', 'deployRecord'], empty)).toBe(true);
  });

  test('is not asked how nothing stands', () => {
    expect(isIdle(['deployRecord', 'now'], empty)).toBe(true);
  });

  test('is asked as soon as one thing it judges is there', () => {
    expect(isIdle(['migrations', 'requirementsFiles'], empty)).toBe(false);
  });

  test('that judges the circumstances alone is always asked', () => {
    expect(isIdle(['now'], empty)).toBe(false);
    expect(isIdle([], empty)).toBe(false);
  });

  test('that is not asked would have said nothing', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const facts = collectFacts(policyOf(draft), seen, { stage, parsers: undefined });
        const nothing = emptyFacts(facts);
        for (const rule of allRules.filter(({ needs }) => isIdle(needs, nothing))) {
          expect([rule.id, ...rule.check(facts, { options: {}, stage })]).toEqual([rule.id]);
        }
      }),
    );
  });
});
