import { expect, test } from 'vitest';

import type { ResultRow } from '../views/result-row.ts';
import { statusOutput } from '../testing/release-output.ts';
import { ageText, deploymentRows } from './deployment-rows.ts';
import { deploymentStatus } from './deployment-status-text.ts';
import { readPlaces, type Place } from './place.ts';

const NOW = new Date('2026-11-21T10:00:00Z');

function placesOf(production: Readonly<Record<string, unknown>> = {}): readonly Place[] {
  return readPlaces(statusOutput(production)) ?? [];
}

function lines(rows: readonly ResultRow[], depth = 0): readonly string[] {
  return rows.flatMap(({ label, description, children }) => [
    `${'  '.repeat(depth)}${[label, description].filter(Boolean).join(' | ')}`,
    ...lines(children, depth + 1),
  ]);
}

test('a tree says of each place what runs there and since when, and what may be brought there', () => {
  expect(lines(deploymentRows(placesOf(), NOW))).toEqual([
    '✓ shop in staging | bbbbbbbbbb · 2 h · Greet again',
    '  ✓ It is well.',
    '  ✓ The platform runs what the record says.',
    '  ✓ Nobody has the lock.',
    '  ✓ Nothing is held back.',
    '✓ shop in production | aaaaaaaaaa · 2 h · The shop',
    '  ✓ It is well.',
    '  ✓ The platform runs what the record says.',
    '  ✓ Nobody has the lock.',
    '  ✓ Nothing is held back.',
    '  – 1 commit behind staging',
    '  ? How far it is behind main is not known.',
    '  May be promoted to here | 1 of 2',
    '    ✓ bbbbbbbbbb Greet again',
    '    – aaaaaaaaaa The shop | it runs there already',
    '  May be gone back to | 1 of 1',
    '    ✓ cccccccccc Before',
  ]);
});

test('a place can be told from the others by whoever opens its menu', () => {
  expect(deploymentRows(placesOf(), NOW).map(({ about, key }) => [about, key])).toEqual([
    ['deployment', 'shop/staging'],
    ['deployment', 'shop/production'],
  ]);
});

test.each([
  [{}, '✓ Nothing is held back.'],
  [{ held_commits: { ['b'.repeat(40)]: 'it loses orders' } }, '– Commits that are held back: 1'],
  [{ lock: { state: 'not-asked' } }, '– Nobody asked who has the lock.'],
  [{ lags: [{ behind: 'branch', name: 'main', commits: 12 }] }, '– 12 commits behind main'],
  [{ lags: [{ behind: 'branch', name: 'main', commits: 0 }] }, '✓ Not behind main'],
])('of %j it says: %s', (given, said) => {
  const [, row] = deploymentRows(placesOf(given), NOW);
  expect(lines(row?.children ?? [])).toContain(said);
});

test.each([
  ['drift', { drift: true, running: 'c'.repeat(40) }],
  ['an ill service', { health: { state: 'ill', why: 'it answered 503' } }],
  ['a hold', { hold: { reason: 'audit week', at: '', by: 'mia' } }],
  ['a lock that nobody can read', { lock: { state: 'unreadable' } }],
])('%s is seen in the tree and in the status bar', (_, given) => {
  const places = placesOf(given);
  expect(deploymentRows(places, NOW)[1]?.label).toMatch(/^✗/);
  expect(deploymentStatus(places, '10:00')?.isTrouble).toBe(true);
});

test.each([
  ['what nobody can tell', { drift: null, health: { state: 'unknown', why: 'no answer' } }],
  ['a lock that somebody has', { lock: { state: 'held', holder: 'bob', reason: 'promote' } }],
])('%s is told, and is no trouble', (_, given) => {
  const [, row] = deploymentRows(placesOf(given), NOW);
  expect(row?.label).toMatch(/^✓/);
  expect(lines(row?.children ?? []).join('\n')).toMatch(/\?|bob/);
});

test('what is open and what has ended stands below its place', () => {
  const plan = { kind: 'promote', commit: 'b'.repeat(40), approvals: 1 };
  const begun = { state: 'begun', begun_by: 'agent', approvals: [], why: null };
  const runs = [
    { ...begun, run: 'promote-2', plan },
    { ...begun, run: 'promote-4', plan, state: 'acting', is_interrupted: true },
    { ...begun, run: 'rollback-3', plan: { ...plan, kind: 'rollback', approvals: 0 } },
  ];
  const history = [
    {
      run: 'promote-1',
      kind: 'promote',
      commit: 'c'.repeat(40),
      outcome: 'rolled-back',
      at: '2026-11-21T09:30:00Z',
      by: 'agent',
      why: 'it answered 503',
    },
  ];
  const [, row] = deploymentRows(placesOf({ runs, history }), NOW);
  const told = lines(row?.children ?? []);
  expect(told).toContain('… promote-2 | waits: 0 of 1 approvals, begun by agent');
  expect(told).toContain('… promote-4 | interrupted, begun by agent: `Resume Deployment...` goes on');
  expect(told).toContain('… rollback-3 | waits to be resumed, begun by agent');
  expect(told).toContain('  ✗ promote cccccccccc | rolled-back · 30 min · agent');
});

test('an age is told in its largest unit, and a time that cannot be read as it is', () => {
  const ages = ['2026-11-21T09:59:30Z', '2026-11-21T09:01:00Z', '2026-11-20T10:00:00Z', 'yesterday'];
  expect(ages.map((at) => ageText(at, NOW))).toEqual(['0 min', '59 min', '1 d', 'yesterday']);
});
