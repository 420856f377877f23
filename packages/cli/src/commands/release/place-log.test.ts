import { expect, test } from 'vitest';

import type { KnownEvent, LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { placeLog, type LoggedPlace } from './place-log.ts';

const [A, B] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string];
const HERE: LoggedPlace = { environment: 'production', service: 'shop', first: 'shop', runs: [] };

type Said = KnownEvent & { readonly env?: string; readonly promotion_id?: string };

function logOf(...said: readonly Said[]): readonly LogEntry[] {
  return said.map((event, index) => ({
    seq: index + 1,
    ts: `2026-11-21T08:0${index}:00.000Z`,
    actor: 'mia',
    env: 'production',
    prev: '',
    hash: '',
    ...event,
  }));
}

const held = (more: Partial<Said> = {}) =>
  ({
    event: 'environment.held',
    data: { service: 'shop', sha: null, reason: 'audit week' },
    ...more,
  }) as Said;

test('a place tells of holds and releases, and of deploys that no run made, the newest first', () => {
  const log = logOf(
    { event: 'deploy.healthy', data: { sha: A } },
    held(),
    { event: 'environment.released', data: { service: 'shop', reason: 'it is over' } },
    held({ data: { service: 'shop', sha: B, reason: 'it loses orders' } }),
  );
  expect(placeLog(log, HERE, 20).events).toEqual([
    { event: 'held', commit: B, at: '2026-11-21T08:03:00.000Z', by: 'mia', reason: 'it loses orders' },
    { event: 'released', commit: null, at: '2026-11-21T08:02:00.000Z', by: 'mia', reason: 'it is over' },
    { event: 'held', commit: null, at: '2026-11-21T08:01:00.000Z', by: 'mia', reason: 'audit week' },
    { event: 'recorded', commit: A, at: '2026-11-21T08:00:00.000Z', by: 'mia', reason: null },
  ]);
});

test.each<[string, Said]>([
  ['in another environment', held({ env: 'staging' })],
  ['of another service', held({ data: { service: 'worker', sha: null, reason: 'x' } })],
  [
    'that a run wrote',
    { event: 'deploy.healthy', data: { sha: A, service: 'shop' }, promotion_id: 'deploy-1' },
  ],
])('what happened %s is none of its events', (_, said) => {
  expect(placeLog(logOf(said), HERE, 20).events).toEqual([]);
});

test('a deploy that names no service is of the first one only', () => {
  const log = logOf({ event: 'deploy.healthy', data: { sha: A } });
  expect(placeLog(log, { ...HERE, service: 'worker' }, 20).events).toEqual([]);
});

test('it tells as many as somebody asked for, and how many it left out', () => {
  const { events, leftOut } = placeLog(logOf(held(), held(), held()), HERE, 2);
  expect(events.map(({ at }) => at.slice(14, 16))).toEqual(['02', '01']);
  expect(leftOut).toEqual({ history: 0, events: 1 });
});
