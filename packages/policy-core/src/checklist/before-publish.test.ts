import { describe, expect, test } from 'vitest';

import { ALL_DONE, itemOf } from '../testing/sample-checklist.ts';
import type { ChecklistSight } from './checklist.ts';

const FAILED: ChecklistSight['guard'] = {
  ...(ALL_DONE.guard.kind === 'ran' ? ALL_DONE.guard : { kind: 'ran', commit: '' }),
  exit: 1,
  headline: '❌ GUARD FAILED',
  explanation: '2 errors: fix and run the guard again.',
};
const NOT_RUN: ChecklistSight['guard'] = { kind: 'not-run', why: 'Run it inside a git repository.' };
const DROP = { kind: 'drop-table', text: 'It drops the table orders.', line: 3, quote: 'DROP' } as const;

describe('the guard of the checklist', () => {
  test('was run for the list, and passed [row 4.77] [row 4.78]', () => {
    expect(itemOf('guard-run', {})).toMatchObject({
      state: 'done',
      seen: 'The guard judged aa00bb11cc22 for this list.',
    });
    expect(itemOf('guard-passed', {})).toMatchObject({
      state: 'done',
      seen: '✅ GUARD PASSED with exit code 0: Every check passed.',
    });
  });

  test('was run and did not pass', () => {
    expect(itemOf('guard-run', { guard: FAILED }).state).toBe('done');
    expect(itemOf('guard-passed', { guard: FAILED })).toMatchObject({
      state: 'not-done',
      seen: '❌ GUARD FAILED with exit code 1: 2 errors: fix and run the guard again.',
    });
  });

  test('could not be run, and nobody knows whether it passes', () => {
    expect(itemOf('guard-run', { guard: NOT_RUN })).toMatchObject({
      state: 'not-done',
      seen: 'The guard could not judge. Run it inside a git repository.',
    });
    expect(itemOf('guard-passed', { guard: NOT_RUN }).state).toBe('unknown');
  });
});

describe('the plan of a platform [row 4.79]', () => {
  const plan = (given: ChecklistSight['plan']) => itemOf('plan-harmless', { plan: given });

  test('takes nothing away', () => {
    expect(plan({ verdict: 'pass', statements: 1, reasons: [] })).toMatchObject({
      state: 'done',
      seen: 'Nothing in the plan takes data away, in 1 statement.',
    });
  });

  test('is refused, with why', () => {
    expect(plan({ verdict: 'fail', statements: 1, reasons: [DROP] })).toMatchObject({
      state: 'not-done',
      seen: 'Do not approve the plan. It drops the table orders.',
    });
    expect(plan({ verdict: 'fail', statements: 3, reasons: [DROP, DROP, DROP] }).seen).toContain(
      'It drops the table orders. And 2 more.',
    );
  });

  test('is not known where nobody showed it, or a part of it cannot be judged', () => {
    expect(plan(undefined)).toMatchObject({
      state: 'unknown',
      seen: 'No plan was shown. Give what the platform shows with --plan FILE.',
    });
    expect(plan({ verdict: 'undetermined', statements: 0, reasons: [] }).state).toBe('unknown');
  });
});
