import { expect, test } from 'vitest';

import { readPlaces } from '../../releases/place.ts';
import { statusOutput } from '../../testing/release-output.ts';
import type { TimelineEvent } from './timeline.ts';
import { timelineOf } from './timeline-of.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

function drawn(production: Readonly<Record<string, unknown>> = {}) {
  return timelineOf(readPlaces(statusOutput(production)) ?? [], NOW);
}

const ran = (run: string, more: Readonly<Record<string, unknown>> = {}) => ({
  run,
  kind: 'promote',
  commit: A,
  subject: 'The shop',
  previous: C,
  outcome: 'done',
  begun_at: '2026-11-21T08:50:00Z',
  at: '2026-11-21T09:00:00Z',
  by: 'agent',
  reason: 'greet',
  why: null,
  ...more,
});

const noted = (event: string, at: string, more: Readonly<Record<string, unknown>> = {}) => ({
  event,
  commit: null,
  subject: null,
  at,
  by: 'mia',
  reason: 'audit week',
  ...more,
});

const brief = ({ sign, title, commit, runs, isLive }: TimelineEvent) =>
  [sign, title, commit, runs ?? '', isLive ? 'live' : ''].filter(Boolean).join(' | ');

test('a lane says what runs there now, and all that is known of it', () => {
  expect(drawn().lanes).toMatchObject([
    { key: 'shop/staging', name: 'shop in staging', live: 'bbbbbbbbbb Greet again · for 2 h' },
    { key: 'shop/production', live: 'aaaaaaaaaa The shop · for 2 h', isTrouble: false, isHeld: false },
  ]);
  expect(drawn().lanes[1]?.facts).toContain('– 1 commit behind staging');
  expect(drawn({ commit: null }).lanes[1]?.live).toBe('nothing is recorded');
  expect(drawn({ hold: { reason: 'audit week', at: '', by: 'mia' } }).lanes[1]).toMatchObject({
    isTrouble: true,
    isHeld: true,
  });
});

test.each<[string, string]>([
  ['done', 'done | Promotion · done | aaaaaaaaaa The shop | commit | live'],
  ['rolled-back', 'failed | Promotion · failed, rolled back | aaaaaaaaaa The shop'],
  ['rollback-failed', 'failed | Promotion · failed, and the rollback too | aaaaaaaaaa The shop | unknown'],
  ['stuck', 'failed | Promotion · failed halfway | aaaaaaaaaa The shop | unknown'],
  ['failed', 'failed | Promotion · failed, nothing changed | aaaaaaaaaa The shop'],
  ['refused', 'ended | Promotion · refused | aaaaaaaaaa The shop'],
  ['expired', 'ended | Promotion · expired | aaaaaaaaaa The shop'],
  ['abandoned', 'ended | Promotion · abandoned | aaaaaaaaaa The shop'],
  ['of-a-later-version', 'failed | Promotion · of-a-later-version | aaaaaaaaaa The shop'],
])('a run that ended as %s is drawn as such', (outcome, expected) => {
  expect(drawn({ history: [ran('promote-1', { outcome })] }).events.map(brief)).toEqual([expected]);
});

test('a run that has not ended says whether it waits, goes on, or was cut off', () => {
  const open = (run: string, more: Readonly<Record<string, unknown>>) => ({
    run,
    state: 'acting',
    begun_at: '2026-11-21T09:30:00Z',
    begun_by: 'agent',
    approvals: [],
    is_interrupted: false,
    subject: 'Greet again',
    why: null,
    plan: { kind: 'promote', commit: B, approvals: 1, reason: null },
    ...more,
  });
  const runs = [
    open('promote-1', { state: 'begun' }),
    open('promote-2', {}),
    open('promote-3', { is_interrupted: true }),
    open('promote-4', { is_interrupted: null }),
  ];
  expect(drawn({ runs }).events.map(brief)).toEqual([
    'open | Promotion · waits for approval | bbbbbbbbbb Greet again',
    'open | Promotion · running | bbbbbbbbbb Greet again | unknown',
    'interrupted | Promotion · interrupted | bbbbbbbbbb Greet again | unknown',
    'open | Promotion · running | bbbbbbbbbb Greet again | unknown',
  ]);
});

test('everything stands in the order of time, whatever it was', () => {
  const events = [
    noted('released', '2026-11-21T09:20:00Z'),
    noted('held', '2026-11-21T09:10:00Z'),
    noted('held', '2026-11-21T08:10:00Z', { commit: B, subject: 'Greet again' }),
    noted('recorded', '2026-11-20T08:00:00Z', { commit: C, subject: 'Before', reason: null }),
  ];
  const history = [
    ran('rollback-2', { kind: 'rollback', at: '2026-11-21T09:15:00Z' }),
    ran('promote-1', { commit: B, subject: 'Greet again' }),
  ];
  expect(drawn({ events, history }).events.map(brief)).toEqual([
    'released | Release of the hold',
    'back | Rollback · done | aaaaaaaaaa The shop | commit | live',
    'held | Hold',
    'done | Promotion · done | bbbbbbbbbb Greet again | commit',
    'commit-held | Hold of a commit | bbbbbbbbbb Greet again',
    'done | Deploy · recorded | cccccccccc Before | commit',
  ]);
});

test('nothing is said to be live where the record says otherwise', () => {
  expect(drawn({ commit: C, history: [ran('promote-1')] }).events.map(({ isLive }) => isLive)).toEqual([
    false,
  ]);
});

test('an event opens its run, else its commit, else nothing', () => {
  const { events } = drawn({
    history: [ran('promote-1')],
    events: [noted('held', '2026-11-21T07:00:00Z'), noted('held', '2026-11-21T06:00:00Z', { commit: B })],
  });
  expect(events.map(({ opens }) => opens)).toEqual([
    { kind: 'run', id: 'promote-1' },
    undefined,
    { kind: 'commit', id: B },
  ]);
  expect(new Set(events.map(({ key }) => key)).size).toBe(3);
  expect(events[0]?.details).toEqual([
    'Because: greet',
    'Ran before: cccccccccc',
    'Started: 2026-11-21T08:50:00Z',
  ]);
});

test('it says how many older ones there are', () => {
  expect(drawn({ left_out: { history: 30, events: 2 } }).leftOut).toBe(32);
});
