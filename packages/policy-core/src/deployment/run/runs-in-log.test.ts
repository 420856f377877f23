import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { runPlan } from '../../testing/any-run.ts';
import { entriesOf, type SaidEvent } from '../../testing/sample-log.ts';
import { planDigest } from './plan-digest.ts';
import { isGenuine, runsInLog, stepKey } from './runs-in-log.ts';

const PLAN = runPlan();
const DIGEST = planDigest(PLAN);
const APPROVED = {
  commit: PLAN.commit,
  plan: DIGEST,
  policy: PLAN.policy,
  method: 'ssh-signature',
  by: 'alice@example.com',
  expires_at: '2026-11-22T08:00:00.000Z',
  evidence: null,
};

function said(event: string, data: SaidEvent['data'], id = 'run_1'): SaidEvent {
  return { ts: '2026-11-21T08:00:00.000Z', actor: 'bob', env: 'production', promotion_id: id, event, data };
}

const begun = said('run.begun', { plan: PLAN, digest: DIGEST });
const started = said('run.started', { plan: DIGEST, token: 3, accepted: [] });
const intent = (at: number, step: string) =>
  said('step.intent', { step, way: 'there', at, key: `run_1/there/${at}`, token: 3 });
const done = (at: number, step: string, of: number) =>
  said('step.done', { step, way: 'there', at, intent: of, id: null, url: null, health: [] });

function runIn(...events: SaidEvent[]) {
  return runsInLog(entriesOf(events))[0];
}

describe('a run in the log', () => {
  test('begins with its plan', () => {
    expect(runIn(begun)).toMatchObject({ id: 'run_1', plan: PLAN, actor: 'bob', state: { kind: 'begun' } });
  });

  test('is not genuine where the plan is another one than its digest says', () => {
    const run = (plan: typeof PLAN) => runIn(said('run.begun', { plan, digest: DIGEST }));
    const isGenuineOf = (plan: typeof PLAN) => isGenuine(run(plan) ?? { plan: PLAN, digest: '' });
    expect([isGenuineOf(PLAN), isGenuineOf({ ...PLAN, approvals: 0 })]).toEqual([true, false]);
  });

  test('is not started by an entry about another plan', () => {
    expect(runIn(begun, { ...started, data: { ...started.data, plan: PLAN.policy } })?.state.kind).toBe(
      'begun',
    );
  });

  test('keeps who approved it', () => {
    expect(runIn(begun, said('run.approved', APPROVED))?.approvals).toMatchObject([
      { by: 'alice@example.com', seq: 2 },
    ]);
  });

  test('keeps what came of its steps', () => {
    const run = runIn(begun, started, intent(0, 'advance'), done(0, 'advance', 3));
    expect(run?.done).toMatchObject([{ step: PLAN.steps[0], way: 'there', id: null }]);
  });

  test('has a step open until it is written how it ended', () => {
    const open = [begun, started, intent(0, 'advance')];
    expect(runIn(...open)?.open).toEqual({
      intent: 3,
      at: '2026-11-21T08:00:00.000Z',
      key: 'run_1/there/0',
      token: 3,
      unknown: undefined,
    });
    expect(runIn(...open, done(0, 'advance', 3))).toMatchObject({ open: undefined, state: { at: 1 } });
  });

  test('still has it open where nobody knows how it ended', () => {
    const unknown = said('step.unknown', {
      step: 'advance',
      way: 'there',
      at: 0,
      intent: 3,
      why: 'it timed out',
    });
    expect(runIn(begun, started, intent(0, 'advance'), unknown)).toMatchObject({
      open: { unknown: 'it timed out' },
      state: { at: 0 },
    });
  });

  test('does not go on by an end that answers another intent, or by an intent of what is not due', () => {
    expect(runIn(begun, started, intent(0, 'advance'), done(0, 'advance', 9))?.state).toMatchObject({
      at: 0,
    });
    expect(runIn(begun, started, intent(1, 'deploy'))?.open).toBeUndefined();
    expect(runIn(begun, started, intent(0, 'deploy'))?.open).toBeUndefined();
    expect(runIn(begun, started, done(0, 'advance', 3))?.state).toMatchObject({ at: 0 });
  });

  test('is not mixed with another one', () => {
    const other = { ...begun, promotion_id: 'run_2' };
    const runs = runsInLog(entriesOf([begun, other, started, intent(0, 'advance')]));
    expect(runs.map(({ id, state }) => [id, state.kind])).toEqual([
      ['run_1', 'acting'],
      ['run_2', 'begun'],
    ]);
  });

  test('names a step the same way whenever it is tried', () => {
    expect(stepKey('run_1', { way: 'back', at: 2 })).toBe('run_1/back/2');
  });

  test('never loses a run or fails, whatever stands in the log', () => {
    const events = [
      begun,
      started,
      intent(0, 'advance'),
      done(0, 'advance', 3),
      said('run.ended', { outcome: 'abandoned', codes: [], why: 'no' }),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 12 }), (mixed) => {
        const runs = runsInLog(entriesOf(mixed));
        expect(runs.length).toBe(mixed.includes(begun) ? 1 : 0);
      }),
    );
  });
});
