import { describe, expect, test } from 'vitest';

import { withDefaults } from '../config/update-schema.ts';
import { readBanner } from '../state/banner.ts';
import { readUpdateState, NO_UPDATES } from '../state/update-state.ts';
import { readVersionFile, type VersionFile } from '../state/version-file.ts';
import { dueUpdateStep, NOT_BEGUN, stepUpdate, type UpdateEvent } from './update-machine.ts';
import { planUpdate } from './update-plan.ts';
import { runReport, type ReportSight } from './run-report.ts';

const PLAN = planUpdate('u-1', 'scheduled', withDefaults({}));
const FROM = { version: 'v1.0.0', commit: 'a'.repeat(40) };
const TARGET = { version: 'v1.1.0', commit: 'b'.repeat(40) };
const NOW = { wall: '2026-11-24T10:00:00.000Z', bootId: 'boot-1', uptimeMs: 0 };
const VERSION: VersionFile = {
  schema_version: 1,
  ...FROM,
  updated_at: NOW.wall,
  previous: null,
  floor: 'v1.0.0',
  last_attempt: null,
};

/** What is reported of a run in which this step ended so. */
function reported(step: string, event: UpdateEvent, more: Partial<ReportSight> = {}) {
  return runReport({ ...sightOf(step, event), ...more });
}

function sightOf(step: string, event: UpdateEvent): ReportSight {
  let state = NOT_BEGUN;
  while (dueUpdateStep(PLAN, state)?.step !== step) state = stepUpdate(PLAN, state, { kind: 'done' });
  state = stepUpdate(PLAN, state, event);
  return {
    run: { plan: PLAN, state, from: FROM, target: TARGET },
    version: VERSION,
    state: NO_UPDATES,
    now: NOW,
    limits: { intervalMinutes: 60, maxFailuresPerDay: 2, jitter: 0 },
    settings: {},
    profile: 'live',
    banner: undefined,
  };
}

const json = (text: string | undefined): unknown => JSON.parse(text ?? 'null');

describe('the report of a run', () => {
  test('that got there says so in the banner and for Prometheus [row 3.46] [row 3.03]', () => {
    const report = reported('gc', { kind: 'done' });
    expect(report).toMatchObject({ result: 'updated', level: 'info', why: null, version: undefined });
    expect(json(report.banner)).toMatchObject({
      level: 'info',
      code: 'updated',
      title: 'Updated from v1.0.0 to v1.1.0.',
      version_from: FROM,
      version_to: TARGET,
    });
    expect(report.metrics).toContain('lockkeeper_update_last_run_result{result="updated"} 1\n');
    expect(report.metrics).toMatch(
      /^(?:# TYPE lockkeeper_update_\w+ gauge\nlockkeeper_update_\w+(?:\{[^}]*\})? \d+\n)+$/,
    );
  });

  test('says when the next window opens, and nothing where updates are disabled', () => {
    const settings = withDefaults({
      windows: [{ days: ['wed'], from: '02:00', to: '04:00', zone: 'UTC' }],
    });
    const failed = { kind: 'failed', why: 'exit code 1' } as const;
    const nextIn = (more: Partial<ReportSight>) => json(reported('test', failed, more).banner);
    expect(nextIn({ settings })).toMatchObject({ next_window: '2026-11-25T02:00:00.000Z' });
    expect(nextIn({})).toMatchObject({ next_window: null });
    const today = { day: '2026-11-24', attempts: 2, failures: 1 };
    expect(nextIn({ settings, state: { ...NO_UPDATES, today } })).toMatchObject({ next_window: null });
  });

  test('that was rolled back is critical, and blocks the version [row 3.25]', () => {
    const report = reported('health', { kind: 'failed', why: 'it answered 503' });
    expect(report).toMatchObject({
      result: 'rolled-back',
      level: 'critical',
      why: 'health: it answered 503',
    });
    const state = readUpdateState('s.json', { kind: 'text', text: report.state });
    expect(state).toMatchObject({ value: { failure_count: 1, blocked: [TARGET] } });
    const version = readVersionFile('v.json', { kind: 'text', text: report.version ?? '' });
    expect(version).toMatchObject({ value: { ...FROM, last_attempt: { ...TARGET, result: 'rolled-back' } } });
  });

  test('that is one failure too many says that updates are disabled [row 3.26]', () => {
    const today = { day: '2026-11-24', attempts: 2, failures: 1 };
    const state = { ...NO_UPDATES, today };
    const report = reported('test', { kind: 'failed', why: 'exit code 1' }, { state });
    expect(json(report.banner)).toMatchObject({ level: 'critical', code: 'failed-disabled' });
    expect(report.metrics).toContain('lockkeeper_update_disabled 1\n');
  });

  test('that failed while updates are paused says that it failed, and no more', () => {
    const state = { ...NO_UPDATES, disabled: { reason: 'paused', at: NOW.wall, run: null } as const };
    const report = reported('test', { kind: 'failed', why: 'exit code 1' }, { state });
    const title = 'The update to v1.1.0 failed. v1.0.0 was not touched.';
    expect(json(report.banner)).toMatchObject({ code: 'failed', title, next_window: null });
  });

  test('that met what somebody may attack with says so, and by what name', () => {
    const reasons = [{ code: 'tag-moved', message: 'v1.1.0 points elsewhere.' }];
    const report = reported('discover', { kind: 'refused', reasons });
    expect(report).toMatchObject({ result: 'skipped', level: 'warning' });
    expect(json(report.banner)).toMatchObject({ level: 'warning', code: 'tag-moved' });
  });

  test('joins sentences as sentences, and clauses as clauses', () => {
    const reasons = [
      { code: 'paused', message: 'Updates are paused. Resume them.' },
      { code: 'tree-dirty', message: 'It has 1 changed file: app.py. Commit it.' },
    ];
    expect(reported('eligibility', { kind: 'refused', reasons }).why).toBe(
      'Updates are paused. Resume them. It has 1 changed file: app.py. Commit it.',
    );
  });

  test.each([
    'remote-unauthorized',
    'bundle-unreadable',
    'mirror-unusable',
    'deps-changed',
    'unknown',
    'not-ahead',
    'health-unset',
    'tree-dirty',
    'tree-ahead',
    'tree-diverged',
    'unmanaged',
    'unknown-release',
    'release-expired',
    'disabled',
  ])('that could not look, or waits for a person, says so: %s [row 3.23]', (code) => {
    const reasons = [{ code, message: 'The remote refuses access.' }];
    const report = reported('discover', { kind: 'refused', reasons });
    expect(report).toMatchObject({ result: 'skipped', level: 'warning', version: undefined });
    expect(json(report.banner)).toMatchObject({ level: 'warning', code });
  });

  test('names in the banner what a person has to look at, whatever comes before it', () => {
    const reasons = [
      { code: 'paused', message: 'Updates are paused.' },
      { code: 'tag-moved', message: 'v1.1.0 points elsewhere.' },
    ];
    const report = reported('eligibility', { kind: 'refused', reasons });
    expect(json(report.banner)).toMatchObject({ level: 'warning', code: 'tag-moved' });
    const paused = reported('limits', { kind: 'refused', reasons: reasons.slice(0, 1) });
    expect(paused).toMatchObject({ level: 'info', banner: undefined });
  });

  test('that met a latch again leaves the message of what disabled updates', () => {
    const reasons = [{ code: 'disabled', message: 'Updates are disabled.' }];
    const disabled = { reason: 'too-many-failures', at: NOW.wall, run: 'u-0' } as const;
    const more: Partial<ReportSight> = {
      state: { ...NO_UPDATES, disabled },
      banner: { code: 'failed-disabled', level: 'warning' },
    };
    expect(reported('limits', { kind: 'refused', reasons }, more)).toMatchObject({
      level: 'warning',
      banner: undefined,
    });
  });

  test.each([
    ['remote-unauthorized', 'discover', 'no-release', false],
    ['remote-unauthorized', 'eligibility', 'save-too-old', true],
    ['remote-unauthorized', 'eligibility', 'not-newer', true],
    ['deps-changed', 'eligibility', 'save-too-old', false],
    ['deps-changed', 'eligibility', 'not-newer', true],
    ['tag-moved', 'limits', 'outside-window', false],
    ['tag-moved', 'eligibility', 'not-newer', true],
    ['rolled-back', 'eligibility', 'not-newer', false],
  ])('takes the message %s away at %s of %s: %s', (...[code, step, reason, isAway]) => {
    const reasons = ['paused', reason].map((one) => ({ code: one, message: 'No.' }));
    const report = reported(step, { kind: 'refused', reasons }, { banner: { code, level: 'warning' } });
    expect(report).toMatchObject({ result: 'skipped', level: 'info' });
    expect(report.banner !== undefined).toBe(isAway);
  });

  test('that was skipped takes no earlier message away [row 3.50]', () => {
    const reasons = [{ code: 'not-newer', message: 'v1.0.0 is not newer than v1.0.0.' }];
    const report = reported('eligibility', { kind: 'refused', reasons });
    expect(report).toMatchObject({ result: 'skipped', banner: undefined, version: undefined });
  });

  test.each(['a control character', 'half a character', 'a quote'])(
    'can be read again whatever went wrong, however often and at whatever length: %s',
    (what) => {
      const part = { 'a control character': '\u0001', 'half a character': '\ud800' }[what] ?? '"';
      const why = part.repeat(20_000);
      const text = (content: string | undefined) => ({ kind: 'text', text: content ?? '' }) as const;
      let state = NO_UPDATES;
      for (let at = 0; at < 110; at += 1) {
        const commit = String(at).padStart(40, '0');
        const sight = sightOf('test', { kind: 'failed', why });
        const run = { ...sight.run, plan: { ...PLAN, id: `u-${at}` }, target: { ...TARGET, commit } };
        const report = runReport({ ...sight, run, state });
        const read = readUpdateState('s.json', text(report.state));
        if (read.kind !== 'read') throw new Error(JSON.stringify(read).slice(0, 300));
        state = read.value;
        expect(readBanner('b.json', text(report.banner)).kind).toBe('read');
        expect(readVersionFile('v.json', text(report.version)).kind).toBe('read');
      }
      expect(state.blocked.at(-1)).toMatchObject({ commit: '109'.padStart(40, '0') });
    },
  );
});
