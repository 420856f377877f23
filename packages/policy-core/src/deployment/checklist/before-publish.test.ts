import { describe, expect, test } from 'vitest';

import { ALL_DONE, itemOf } from '../../testing/sample-checklist.ts';
import type { ChecklistSight } from './checklist-sight.ts';

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
      seen: '✅ GUARD PASSED with exit code 0: Every check passed. Proceed with publishing.',
    });
  });

  test('was run and did not pass', () => {
    expect(itemOf('guard-run', { guard: FAILED }).state).toBe('done');
    expect(itemOf('guard-passed', { guard: FAILED })).toMatchObject({
      state: 'not-done',
      seen: '❌ GUARD FAILED with exit code 1: 2 errors: fix and run the guard again. Do not publish.',
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
      seen: 'Nothing in the plan removes data, in 1 statement. Approve it in the dialog of the platform.',
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

describe('what a person does in the dialog of a platform [row 4.37]', () => {
  const PASSED = ALL_DONE.guard;
  const HARMLESS: ChecklistSight['plan'] = { verdict: 'pass', statements: 1, reasons: [] };
  const DROPS: ChecklistSight['plan'] = { verdict: 'fail', statements: 1, reasons: [DROP] };
  const UNJUDGED: ChecklistSight['plan'] = { verdict: 'undetermined', statements: 0, reasons: [] };

  /** What the list says of publishing, with the guard and the plan. */
  const told = (guard: ChecklistSight['guard'], plan: ChecklistSight['plan']) =>
    ['guard-passed', 'plan-harmless'].map((id) => itemOf(id, { guard, plan }).seen).join('\n');

  test('is named by the list only once the guard has passed', () => {
    expect(told(PASSED, undefined)).toContain('Proceed with publishing.');
    for (const guard of [FAILED, { ...FAILED, exit: 2 as const }, NOT_RUN])
      for (const plan of [undefined, HARMLESS, DROPS, UNJUDGED])
        expect(told(guard, plan)).not.toMatch(/Proceed|in the dialog/);
    expect(told(FAILED, undefined)).toContain('Do not publish.');
  });

  test('is approval of the plan only where the plan takes nothing away, and the guard has passed', () => {
    expect(told(PASSED, HARMLESS)).toContain('Approve it in the dialog of the platform.');
    expect(told(FAILED, HARMLESS)).toContain('Approve it only when the guard passes.');
    expect(told(NOT_RUN, HARMLESS)).toContain('Approve it only when the guard passes.');
    expect(told(PASSED, DROPS)).toContain('Do not approve the plan.');
    for (const plan of [undefined, DROPS, UNJUDGED]) expect(told(PASSED, plan)).not.toContain('Approve it');
  });
});
