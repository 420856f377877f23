import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyTable } from '../../testing/any-guard-table.ts';
import { GUARD_QUESTIONS, guardCheck, notAsked, unproved, type GuardProblem } from './guard-check.ts';
import { guardState } from './guard.ts';

const seen = { text: 'Development is at a1.', where: 'DATABASE_URL' };
const failed: GuardProblem = {
  kind: 'failed',
  text: 'Production lacks alembic_version.',
  where: 'DATABASE_URL_PROD',
  path: null,
  next_step: 'Stamp it.',
};
const open: GuardProblem = { ...failed, kind: 'undetermined' };

describe('a check of the guard', () => {
  test('passes on what was seen when nothing stands against it', () => {
    expect(guardCheck('databases', { evidence: [seen], problems: [] })).toEqual({
      id: 'databases',
      title: GUARD_QUESTIONS.databases,
      state: 'passed',
      why: null,
      evidence: [seen],
      problems: [],
    });
  });

  test.each([
    ['failed', [open, failed]],
    ['failed', [failed]],
    ['undetermined', [open]],
  ] as const)('is %s by the worst of its problems', (state, problems) => {
    expect(guardCheck('databases', { evidence: [seen], problems }).state).toBe(state);
  });

  test('that saw nothing is not proved', () => {
    const check = guardCheck('databases', { evidence: [], problems: [] });
    expect(check).toMatchObject({ state: 'undetermined', problems: [{ text: 'Nothing was seen.' }] });
  });

  test('that nobody asked says why', () => {
    expect(notAsked('backup', 'The policy asks for none.')).toMatchObject({
      state: 'not-asked',
      why: 'The policy asks for none.',
      problems: [],
    });
  });

  test('may have nothing but one open question', () => {
    const { kind: _, ...rest } = open;
    expect(unproved('proof', rest)).toMatchObject({ state: 'undetermined', problems: [open], evidence: [] });
  });

  test('asks a sentence', () => {
    for (const question of Object.values(GUARD_QUESTIONS)) expect(question).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a table of checks', () => {
  test.each([
    [[], 'undetermined'],
    [['not-asked', 'not-asked'], 'undetermined'],
    [['not-asked', 'passed'], 'passed'],
    [['passed', 'undetermined'], 'undetermined'],
    [['undetermined', 'failed', 'passed'], 'failed'],
  ] as const)('of %j is %s', (states, expected) => {
    expect(guardState(states.map((state) => ({ state })))).toBe(expected);
  });

  test('fails closed, whatever is in it', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const states = table.map(({ state }) => state);
        const problems = table.flatMap((check) => check.problems);
        const state = guardState(table);
        expect(state === 'failed').toBe(problems.some(({ kind }) => kind === 'failed'));
        if (state !== 'passed') return;
        expect(problems).toEqual([]);
        expect(states).toContain('passed');
        expect(states).not.toContain('failed');
        expect(states).not.toContain('undetermined');
      }),
    );
  });

  test('never gets better by one more problem', () => {
    const rank = { passed: 0, undetermined: 1, failed: 2 };
    fc.assert(
      fc.property(anyTable, fc.constantFrom(open, failed), (table, problem) => {
        const worse = [...table, guardCheck('backup', { evidence: [seen], problems: [problem] })];
        expect(rank[guardState(worse)]).toBeGreaterThanOrEqual(rank[guardState(table)]);
        expect(guardState(worse)).not.toBe('passed');
      }),
    );
  });
});
