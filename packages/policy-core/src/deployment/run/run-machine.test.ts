import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BEGUN, dueStep, stepRun, type RunEvent, type RunState } from './run-machine.ts';
import type { RunPlan, RunStep } from './run-plan.ts';
import { anyRunEvent, anyRunPlan, runPlan } from '../../testing/any-run.ts';

const FAILED: RunEvent = { kind: 'failed', why: 'it answered 503' };
const NOT_BEGUN: RunEvent = { kind: 'failed', why: 'it answered 401', isBegun: false };
const DONE: RunEvent = { kind: 'done' };
const STARTED: RunEvent = { kind: 'started' };

function after(plan: RunPlan, events: readonly RunEvent[]): RunState {
  return events.reduce<RunState>((state, event) => stepRun(plan, state, event), BEGUN);
}

describe('a run', () => {
  test('does nothing before it is started', () => {
    expect(dueStep(runPlan(), BEGUN)).toBeUndefined();
    expect(after(runPlan(), [DONE, FAILED])).toEqual(BEGUN);
  });

  test('goes through its steps in their order', () => {
    const plan = runPlan();
    const states = plan.steps.map((_, done) =>
      after(plan, [STARTED, ...plan.steps.slice(0, done).map(() => DONE)]),
    );
    expect(states.map((state) => dueStep(plan, state)?.step)).toEqual(plan.steps);
    expect(after(plan, [STARTED, ...plan.steps.map(() => DONE)])).toMatchObject({
      kind: 'ended',
      outcome: 'done',
    });
  });

  const back: RunStep[] = [{ kind: 'deploy', commit: 'a'.repeat(40) }];
  test.each([
    ['ends where nothing was changed yet', { back }, [STARTED, FAILED], 'failed'],
    ['goes back where it was deployed', { back }, [STARTED, DONE, DONE, FAILED, DONE], 'rolled-back'],
    ['goes back where the deploy itself failed', { back }, [STARTED, DONE, FAILED, DONE], 'rolled-back'],
    ['waits for a person where there is no way back', { back: null }, [STARTED, DONE, FAILED], 'stuck'],
    [
      'freezes the place where the way back fails',
      { back },
      [STARTED, DONE, FAILED, FAILED],
      'rollback-failed',
    ],
    [
      'has no way back from a rollback',
      { kind: 'rollback', back },
      [STARTED, DONE, FAILED],
      'rollback-failed',
    ],
    ['ends where the platform began nothing', { back }, [STARTED, DONE, NOT_BEGUN], 'failed'],
    ['ends where the platform began no rollback', { kind: 'rollback' }, [STARTED, DONE, NOT_BEGUN], 'failed'],
    ['can be refused before it began', {}, [{ kind: 'ended', outcome: 'refused', why: 'R14' }], 'refused'],
    [
      'can be given up in the middle',
      {},
      [STARTED, { kind: 'ended', outcome: 'abandoned', why: 'INC-7' }],
      'abandoned',
    ],
  ] as const)('%s', (...[, more, events, outcome]) => {
    expect(after(runPlan(more), events)).toMatchObject({ kind: 'ended', outcome });
  });

  test('cannot be refused or expire once it began', () => {
    const plan = runPlan();
    const begun = after(plan, [STARTED]);
    expect(stepRun(plan, begun, { kind: 'ended', outcome: 'refused', why: 'late' })).toEqual(begun);
    expect(stepRun(plan, begun, { kind: 'ended', outcome: 'expired', why: 'late' })).toEqual(begun);
  });

  test('ends once, and never deploys before it was started [row 1.20]', () => {
    fc.assert(
      fc.property(anyRunPlan(), fc.array(anyRunEvent(), { maxLength: 30 }), (plan, events) => {
        let [state, started] = [BEGUN, false];
        for (const event of events) {
          const due = dueStep(plan, state);
          expect(due === undefined || started).toBe(true);
          const next = stepRun(plan, state, event);
          if (state.kind === 'ended') expect(next).toBe(state);
          started ||= event.kind === 'started' && state.kind === 'begun';
          state = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
