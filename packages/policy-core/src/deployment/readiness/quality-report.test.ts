import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { notAsked } from '../guard/guard-check.ts';
import { observed, unobserved } from '../../model/known.ts';
import { anyTable } from '../../testing/any-guard-table.ts';
import { qualityReportAnswer } from '../../answers/quality-report-answer.ts';
import {
  ALL_SHOWN,
  DECISION,
  FACTS,
  guarded,
  heldLock,
  logOf,
  NOT_RUN,
  OTHER_SHA,
  RECORD,
} from '../../testing/sample-qualities.ts';
import { qualityReport } from './quality-report.ts';
import type { QualitySight } from './quality-sight.ts';

const statesOf = (sight: Partial<QualitySight>) =>
  Object.fromEntries(
    qualityReport({ ...ALL_SHOWN, ...sight }).qualities.map(({ name, state }) => [name, state]),
  );

describe('a report on a deploy', () => {
  test('shows each word of the deployment policy where all that it rests on was seen [row 1.01]', () => {
    expect(statesOf({})).toEqual({
      safe: 'shown',
      tested: 'shown',
      predictable: 'shown',
      reversible: 'shown',
      compliant: 'shown',
    });
    expect(qualityReport(ALL_SHOWN)).toMatchObject({
      commit: OTHER_SHA,
      environment: 'production',
      made_at: '2026-11-21T09:00:00Z',
    });
  });

  test('claims nothing where nothing was seen [row 1.01]', () => {
    const { qualities, commit } = qualityReport({
      now: ALL_SHOWN.now,
      environment: undefined,
      guard: NOT_RUN,
      record: {
        report: {
          ...RECORD,
          verdict: 'undetermined',
          last_good_sha: null,
          deployed_at: null,
          checks: [OPEN],
        },
        facts: undefined,
      },
      log: unobserved('it may not be read'),
      locks: unobserved('there is no git remote'),
    });
    expect(commit).toBeNull();
    for (const { state, evidence } of qualities) {
      expect(state).toBe('unknown');
      for (const one of evidence) expect(one).toMatchObject({ state: 'unknown' });
    }
  });

  test.each<readonly [string, Partial<QualitySight>, object]>([
    [
      'a migration that drops a table',
      { guard: guarded({ rules: { 'migrations/drop-table': FAILED } }) },
      { safe: 'against', reversible: 'shown', compliant: 'shown' },
    ],
    [
      'somebody who deploys at the same time',
      { locks: observed([heldLock()]) },
      { safe: 'against', predictable: 'shown' },
    ],
    [
      'a check that failed before the last deploy',
      { record: { report: RECORD, facts: { ...FACTS, checks: [{ name: 'tests', conclusion: 'failure' }] } } },
      { tested: 'against', safe: 'shown' },
    ],
    [
      'a dependency that is not pinned',
      { guard: guarded({ rules: { 'dependencies/requirements-pinned': FAILED } }) },
      { predictable: 'against', compliant: 'shown' },
    ],
    [
      'a downgrade that does nothing',
      { guard: guarded({ rules: { 'migrations/downgrade-empty': FAILED } }) },
      { reversible: 'against', safe: 'shown' },
    ],
    [
      'a protected path that nobody approved',
      { guard: guarded({ rules: { 'paths/protected': FAILED } }) },
      { compliant: 'against', safe: 'shown' },
    ],
    [
      'a check that was not asked',
      { guard: guarded({ table: DECISION.table.map(({ id }) => notAsked(id, 'Nobody asked.')) }) },
      {
        safe: 'unknown',
        tested: 'unknown',
        predictable: 'unknown',
        reversible: 'unknown',
        compliant: 'shown',
      },
    ],
  ])('has %s stand against the word that it is about', (_, sight, expected) => {
    expect(statesOf(sight)).toMatchObject(expected);
  });

  test('is told to programs as it is written down, whatever was seen', () => {
    fc.assert(
      fc.property(anySight, (sight) => {
        const report = qualityReport(sight);
        qualityReportAnswer.parse(JSON.parse(JSON.stringify(report)));
        const ids = report.qualities.flatMap(({ evidence }) => evidence.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('shows no word of which some evidence is not shown', () => {
    fc.assert(
      fc.property(anySight, (sight) => {
        for (const { state, evidence } of qualityReport(sight).qualities) {
          const states = evidence.map((one) => one.state);
          expect(state === 'shown').toBe(states.every((one) => one === 'shown'));
          expect(state === 'against').toBe(states.includes('against'));
        }
      }),
    );
  });
});

const OPEN = { name: 'form', outcome: 'undetermined', message: 'There is no deploy record.' } as const;
const FAILED = { outcome: 'failed', findings: 1, reasons: ['It is so.'] } as const;

const anyOutcome = fc.constantFrom(
  { outcome: 'passed', reasons: [] },
  { outcome: 'failed', reasons: ['It is so.'] },
  { outcome: 'warned', reasons: ['Look at it.'] },
  { outcome: 'undetermined', reasons: ['GitHub did not answer'] },
  { outcome: 'not-judged', reasons: ['no environment is named'] },
  { outcome: 'crashed', reasons: ['a fault'] },
) as fc.Arbitrary<{ outcome: 'passed' | 'failed'; reasons: string[] }>;

const anySight: fc.Arbitrary<QualitySight> = fc.record({
  now: fc.constant(ALL_SHOWN.now),
  environment: fc.constantFrom(undefined, 'production', 'staging'),
  guard: fc.oneof(
    fc.constant(NOT_RUN),
    fc
      .record({
        table: anyTable,
        rules: fc.dictionary(
          fc.constantFrom(
            'migrations/drop-table',
            'paths/protected',
            'dependencies/conflict',
            'docs/encoding',
          ),
          anyOutcome,
        ),
        record: fc.constantFrom('present' as const, 'absent' as const),
        keys: fc.constantFrom({}, { migrations: { alembic: ['alembic/versions'] } }),
      })
      .map((given) => guarded(given)),
  ),
  record: fc.record({
    report: fc.constantFrom(RECORD, { ...RECORD, verdict: 'fail' as const, checks: [OPEN] }),
    facts: fc.constantFrom(undefined, FACTS, { last_good_sha: OTHER_SHA }),
  }),
  log: fc.constantFrom(logOf(), logOf(''), logOf('{}\n'), unobserved('it may not be read')),
  locks: fc.constantFrom(
    observed([]),
    observed([heldLock(), heldLock({ service: 'api', state: { kind: 'unreadable' } })]),
    unobserved('nobody answers'),
  ),
});
