import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  finish,
  MOMENTS,
  sampleWorld,
  startUpdater,
  stateOf,
  type Moment,
  type SampleUpdater,
  type SampleWorld,
} from '../../testing/sample-updater.ts';
import { withDefaults } from '../config/update-schema.ts';
import { alertLevel, runEnd } from './run-end.ts';
import { dueUpdateStep, MOST_RESUMES, NOT_BEGUN, stepUpdate, type UpdateEvent } from './update-machine.ts';
import { planUpdate, type UpdatePlan } from './update-plan.ts';
import { FORWARD, stepsOfWay, type UpdateStepName } from './update-steps.ts';

const DONE: UpdateEvent = { kind: 'done' };
const FAILED: UpdateEvent = { kind: 'failed', why: 'it broke' };
const RESUMED: UpdateEvent = { kind: 'resumed' };
const BOTH = planUpdate('u-1', 'scheduled', withDefaults({}));
const ACQUIRE = planUpdate('u-1', 'acquire', withDefaults({}));
const APPLY = planUpdate('u-1', 'apply', withDefaults({}));
const PLANS = [BOTH, ACQUIRE, APPLY];
const TARGET = { version: 'v1.1.0', commit: 'b'.repeat(40) };

/** What the run does from its beginning, where each step of the way there is done up to one that this event answers. */
function course(plan: UpdatePlan, step: UpdateStepName, event: UpdateEvent) {
  let state = NOT_BEGUN;
  while (dueUpdateStep(plan, state)?.step !== step) state = stepUpdate(plan, state, DONE);
  state = stepUpdate(plan, state, event);
  const steps: UpdateStepName[] = [];
  for (let due = dueUpdateStep(plan, state); due; due = dueUpdateStep(plan, state)) {
    steps.push(due.step);
    state = stepUpdate(plan, state, DONE);
  }
  if (state.kind !== 'ended') throw new Error('It has no end.');
  return { steps, state, end: runEnd(plan, state, TARGET), level: alertLevel(state.result, state) };
}

describe('the steps of an update', () => {
  test('are these, in this order', () => {
    expect(FORWARD.map(({ step }) => step).join(' ')).toBe(
      'lock discover eligibility limits fetch verify save snapshot stage test quiesce switch restart health confirm resume report gc',
    );
  });

  test('of laying ready and of applying are apart; applying needs no network and saves anew', () => {
    expect(stepsOfWay('there', ACQUIRE, 0).join(' ')).toBe(
      'lock discover eligibility limits fetch verify save snapshot stage test report gc unlock',
    );
    expect(stepsOfWay('there', APPLY, 0).join(' ')).toBe(
      'lock eligibility limits save snapshot quiesce switch restart health confirm resume report gc unlock',
    );
  });

  test('are decided by the settings where nobody asked for a part [row 3.37]', () => {
    expect(BOTH.parts).toBe('both');
    expect(planUpdate('u-1', 'scheduled', withDefaults({ auto_restart: false })).parts).toBe('acquire');
    expect(planUpdate('u-1', 'apply', withDefaults({ auto_restart: false })).parts).toBe('apply');
  });

  test.each([
    [BOTH, 'updated'],
    [ACQUIRE, 'staged'],
    [APPLY, 'updated'],
  ])('lead to an end where each is done', (plan, result) => {
    expect(course(plan, 'lock', DONE).end).toMatchObject({ result, why: null, blames: null });
  });
});

describe('a run that does not get there', () => {
  const undone = 'unstage drop-snapshot report unlock';
  const back = 'switch-back unconfirm restart-old health-old resume unstage report unlock';
  test.each([
    ['fetch', 'fetch', 'report unlock', 'failed', 'warning', false],
    ['verify', 'verify', 'report unlock', 'failed', 'warning', false],
    ['snapshot', 'snapshot', 'drop-snapshot report unlock', 'failed', 'warning', false],
    ['test', 'test', undone, 'failed', 'critical', true],
    ['quiesce', 'quiesce', `resume ${undone}`, 'failed', 'warning', false],
    ['switch', 'switch', `switch-back resume ${undone}`, 'failed', 'warning', false],
    ['restart', 'restart', back, 'rolled-back', 'critical', true],
    ['health', 'health', back, 'rolled-back', 'critical', true],
    ['confirm', 'confirm', back, 'rolled-back', 'critical', false],
    ['resume', 'resume', 'report gc unlock', 'updated', 'critical', false],
    ['report', 'report', 'gc unlock', 'updated', 'warning', false],
    ['gc', 'gc', 'unlock', 'updated', 'warning', false],
  ] as const)('because of %s takes back what it began', (...[, step, steps, result, level, blames]) => {
    const taken = course(BOTH, step, FAILED);
    expect(taken.steps.join(' ')).toBe(steps);
    expect(taken.end).toEqual({
      run: 'u-1',
      isStopped: false,
      isUntried: ['fetch', 'verify'].includes(step),
      result,
      why: `${step}: it broke`,
      blames: blames ? TARGET : null,
    });
    expect(taken.level).toBe(level);
  });

  test('and did nothing of the step takes back what was before it', () => {
    const event = { kind: 'failed', why: 'the disk is full', isBegun: false } as const;
    expect(course(BOTH, 'stage', event).steps).toEqual(['drop-snapshot', 'report', 'unlock']);
    expect(course(BOTH, 'switch', event).steps[0]).toBe('resume');
    expect(course(BOTH, 'restart', event).steps[0]).toBe('switch-back');
    expect(course(BOTH, 'lock', event)).toMatchObject({ steps: [], end: { result: 'failed' } });
  });

  test('because something prevents it is no failure, and says all of it', () => {
    const reasons = [
      { code: 'save-too-old', message: 'The last save is 61 minutes old.' },
      { code: 'switched-off', message: 'Updates are switched off here.' },
    ] as const;
    const taken = course(BOTH, 'eligibility', { kind: 'refused', reasons });
    expect(taken).toMatchObject({ steps: ['report', 'unlock'], end: { result: 'skipped' }, level: 'info' });
    expect(taken.state.failure?.reasons).toEqual(reasons);
    expect(course(BOTH, 'lock', { kind: 'refused', reasons }).steps).toEqual([]);
    // For whom a release is, is known once it is verified; and a person may stop it before any step.
    for (const step of ['verify', 'test', 'quiesce', 'switch'] as const) {
      const { end } = course(BOTH, step, { kind: 'refused', reasons });
      expect(end).toMatchObject({ result: 'skipped', blames: null });
    }
    const late = course(BOTH, 'health', { kind: 'refused', reasons });
    expect(late.steps[0]).toBe('switch-back');
    expect(late.end).toMatchObject({ result: 'rolled-back', blames: null });
    const switching = stepUpdate(BOTH, NOT_BEGUN, DONE);
    expect(stepUpdate(BOTH, switching, { kind: 'refused', reasons: [] })).toEqual(switching);
  });

  test('because the service does not pause switches nothing, or goes on where it shall', () => {
    const event = { kind: 'unacknowledged', why: 'it did not pause' } as const;
    expect(course(BOTH, 'quiesce', event)).toMatchObject({ end: { result: 'failed', blames: null } });
    expect(course(BOTH, 'quiesce', event).steps).toContain('resume');
    const forced = planUpdate('u-1', 'scheduled', withDefaults({ on_quiesce_timeout: 'force' }));
    expect(course(forced, 'quiesce', event)).toMatchObject({ end: { result: 'updated' } });
    expect(course(BOTH, 'restart', event).end.result).toBe('updated');
  });

  test.each(['switch-back', 'restart-old', 'health-old'] as const)(
    'nor back, because of %s, lets the service go on and leaves all else to a person',
    (step) => {
      const world = sampleWorld(['health', step]);
      expect(finish(BOTH, world)).toBe(true);
      const state = stateOf(BOTH, world);
      expect(state).toMatchObject({ kind: 'ended', result: 'rollback-failed', failure: { blames: true } });
      expect(world.host).toMatchObject({ isPaused: false, isLocked: false });
    },
  );
});

describe('a run that was interrupted', () => {
  test.each([
    ['before the switch undoes', 'quiesce', 'resume', false],
    ['in the switch undoes that, too', 'switch', 'switch-back', false],
    ['behind the switch asks the service', 'restart', 'health', true],
    ['in the health check asks again', 'health', 'health', false],
    ['before it is confirmed asks again', 'confirm', 'health', false],
    ['behind that goes on', 'resume', 'resume', false],
  ] as const)('%s', (...[, step, next, isUntried]) => {
    const { steps, state } = course(BOTH, step, RESUMED);
    expect(steps[0]).toBe(next);
    expect(state).toMatchObject({ resumes: 1, isUntried });
  });

  test('once it was confirmed, and finds the service ill, takes that back as well', () => {
    const world = sampleWorld();
    const updater = startUpdater(BOTH, world);
    while (updater.next()?.step !== 'confirm' || updater.next()?.moment !== 'act') updater.advance();
    world.events.push(RESUMED, FAILED);
    expect(finish(BOTH, world)).toBe(true);
    expectConverged(BOTH, world);
  });

  test('keeps a version that was laid ready once it is tested', () => {
    expect(course(ACQUIRE, 'test', RESUMED)).toMatchObject({ end: { result: 'failed' } });
    expect(course(ACQUIRE, 'report', RESUMED)).toMatchObject({ end: { result: 'staged' } });
  });

  test('blames no version that was perhaps never started', () => {
    const world = sampleWorld();
    const updater = startUpdater(BOTH, world);
    while (updater.next()?.step !== 'restart') updater.advance();
    world.events.push(RESUMED);
    expect(finish(BOTH, world)).toBe(true);
    const state = stateOf(BOTH, world);
    expect(runEnd(BOTH, state, TARGET)).toMatchObject({ result: 'rolled-back', blames: null });
  });
});

/** Kills the updater wherever it shall be, and starts it again. */
function runKilled(plan: UpdatePlan, world: SampleWorld, kill: { at: At; most: number }): number {
  let [updater, kills] = [startUpdater(plan, world), 0];
  for (let next = updater.next(); next && kills < kill.most; next = updater.next()) {
    const isHit = next.step === kill.at.step && next.moment === kill.at.moment;
    if (!isHit) {
      updater.advance();
      continue;
    }
    kills += 1;
    updater = restarted(plan, world);
  }
  return kills;
}

interface At {
  readonly step: UpdateStepName;
  readonly moment: Moment;
}

/** The next process says first that it goes on. */
function restarted(plan: UpdatePlan, world: SampleWorld): SampleUpdater {
  if (stateOf(plan, world).kind === 'acting') world.events.push(RESUMED);
  return startUpdater(plan, world);
}

/** Old or new, never mixed; not paused, not locked; and the journal says which. */
function expectConverged(plan: UpdatePlan, { host, ...world }: SampleWorld): void {
  const state = stateOf(plan, { host, ...world });
  if (state.kind !== 'ended') throw new Error('It has not ended.');
  expect(host).toMatchObject({ isPaused: false, isLocked: false });
  expect(state.resumes).toBeLessThanOrEqual(MOST_RESUMES);
  expect(['old', 'new']).toContain(host.installed);
  expect(host.running).toBe(host.installed);
  expect(host.isConfirmed).toBe(host.installed === 'new');
  if (state.result !== 'given-up') expect(host.installed).toBe(state.result === 'updated' ? 'new' : 'old');
  if (state.result === 'staged') expect(host.isStaged).toBe(true);
}

const PLACES = PLANS.flatMap((plan) =>
  [...new Set([...stepsOfWay('there', plan, 0), ...stepsOfWay('back', plan, 18)])].flatMap((step) =>
    MOMENTS.map((moment) => ({ plan, at: { step, moment } })),
  ),
);

describe('kill -9 at every moment of every step', () => {
  test.each([1, 2, 4])('%i times leads to the old or the new version', (most) => {
    for (const { plan, at } of PLACES)
      for (const failing of [[], ['health'], ['test']] as const) {
        const world = sampleWorld(failing);
        runKilled(plan, world, { at, most });
        expect(finish(plan, world)).toBe(true);
        expectConverged(plan, world);
      }
  });

  test('for ever is given up after five resumes, and what is begun is taken back as soon as it may be', () => {
    for (const { plan, at } of PLACES) {
      const world = sampleWorld();
      const kills = runKilled(plan, world, { at, most: 50 });
      const state = stateOf(plan, world);
      expect(state.resumes).toBeLessThanOrEqual(MOST_RESUMES);
      if (kills > MOST_RESUMES) expect(state).toMatchObject({ isGivenUp: true });
      expect(finish(plan, world)).toBe(true);
      expectConverged(plan, world);
    }
  });
});

interface Model {
  readonly plan: UpdatePlan;
}

interface Real {
  updater: SampleUpdater;
  readonly plan: UpdatePlan;
  readonly world: SampleWorld;
}

/** What holds at every moment. */
function expectSafe({ plan, world }: Real): void {
  const { host } = world;
  expect(stateOf(plan, world).resumes).toBeLessThanOrEqual(MOST_RESUMES);
  const isNew = host.running !== 'old' || host.installed !== 'old';
  // Nothing is installed that was not verified and tested, or laid ready by a run that did both.
  if (isNew && plan.parts !== 'apply')
    expect(stepsDone(plan, world)).toEqual(expect.arrayContaining(['verify', 'test']));
}

/** The steps that ended well, in their order. */
function stepsDone(plan: UpdatePlan, { events }: SampleWorld): readonly UpdateStepName[] {
  let state = NOT_BEGUN;
  return events.flatMap((event) => {
    const due = dueUpdateStep(plan, state);
    state = stepUpdate(plan, state, event);
    return event.kind === 'done' && due !== undefined ? [due.step] : [];
  });
}

class Advance implements fc.Command<Model, Real> {
  readonly moments: number;
  constructor(moments: number) {
    this.moments = moments;
  }
  check = () => true;
  run = (_: Model, real: Real) => {
    for (let moment = 0; moment < this.moments; moment += 1) {
      real.updater.advance();
      expectSafe(real);
    }
  };
  toString = () => `advance by ${this.moments}`;
}

class Kill implements fc.Command<Model, Real> {
  check = () => true;
  run = (_: Model, real: Real) => {
    real.updater = restarted(real.plan, real.world);
    expectSafe(real);
  };
  toString = () => 'kill';
}

test.each(PLANS)('a run of $parts converges after any kills, whatever the world lets happen', (plan) => {
  // Few enough, and far enough between two kills, that a run often gets to the switch and back.
  const anyFailing = fc.subarray(
    ['fetch', 'test', 'quiesce', 'restart', 'health', 'confirm', 'report'] as const,
    { maxLength: 2 },
  );
  const anyAdvance = fc.noBias(fc.integer({ min: 1, max: 120 })).map((moments) => new Advance(moments));
  const anyCommands = fc.commands([anyAdvance, anyAdvance, anyAdvance, fc.constant(new Kill())], {
    maxCommands: 20,
    size: 'max',
  });
  fc.assert(
    fc.property(anyFailing, anyCommands, (failing, commands) => {
      const world = sampleWorld(failing);
      fc.modelRun(
        () => ({ model: { plan }, real: { plan, world, updater: startUpdater(plan, world) } }),
        commands,
      );
      expect(finish(plan, world)).toBe(true);
      expectConverged(plan, world);
    }),
  );
});

test('an event that answers nothing that was asked changes nothing', () => {
  const anyEvent = fc.constantFrom<UpdateEvent>(
    DONE,
    FAILED,
    RESUMED,
    { kind: 'unacknowledged', why: 'it did not pause' },
    {
      kind: 'refused',
      reasons: [{ code: 'switched-off', message: 'Updates are switched off here.' }],
    },
  );
  fc.assert(
    fc.property(fc.constantFrom(...PLANS), fc.array(anyEvent, { maxLength: 80 }), (plan, events) => {
      let state = NOT_BEGUN;
      for (const event of events) {
        const next = stepUpdate(plan, state, event);
        if (state.kind === 'ended') expect(next).toBe(state);
        else expect(next.kind === 'ended' || dueUpdateStep(plan, next) !== undefined).toBe(true);
        state = next;
      }
    }),
  );
});
