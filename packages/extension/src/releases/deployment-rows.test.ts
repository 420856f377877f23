import { expect, test } from 'vitest';

import type { ResultRow } from '../views/result-row.ts';
import { openRunOutput, statusOutput } from '../testing/release-output.ts';
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
    '  ✓ It is healthy.',
    '  ✓ The platform runs the recorded commit.',
    '  ✓ Nobody holds the lock.',
    '  ✓ Nothing is on hold.',
    '✓ shop in production | aaaaaaaaaa · 2 h · The shop',
    '  ✓ It is healthy.',
    '  ✓ The platform runs the recorded commit.',
    '  ✓ Nobody holds the lock.',
    '  ✓ Nothing is on hold.',
    '  – 1 commit behind staging',
    '  ? Its distance behind main is unknown.',
    '  Ready to promote here | 1 of 2',
    '    bbbbbbbbbb Greet again',
    '    – aaaaaaaaaa The shop | it runs there already',
    '  Ready to roll back to | 1 of 1',
    '    cccccccccc Before',
  ]);
});

test('a place is open where it may need somebody, so that it hides none of the others', () => {
  const isOpen = (given: Readonly<Record<string, unknown>>) =>
    deploymentRows(placesOf(given), NOW).map((row) => row.isOpen);
  expect(isOpen({})).toEqual([false, false]);
  expect(isOpen({ health: { state: 'not-asked' } })).toEqual([false, false]);
  expect(isOpen({ health: { state: 'unknown' } })).toEqual([false, true]);
  expect(isOpen({ hold: { by: 'mia', at: '2026-11-21T09:00:00Z', reason: 'audit' } })).toEqual([false, true]);
  expect(isOpen({ runs: [openRunOutput()] })).toEqual([false, true]);
});

test('a place can be told from the others by whoever opens its menu', () => {
  expect(deploymentRows(placesOf(), NOW).map(({ about, key }) => [about, key])).toEqual([
    ['deployment', 'shop/staging'],
    ['deployment', 'shop/production'],
  ]);
});

test.each([
  [{}, '✓ Nothing is on hold.'],
  [{ held_commits: { ['b'.repeat(40)]: 'it loses orders' } }, '– Commits on hold: 1'],
  [{ lock: { state: 'not-asked' } }, '– Nobody checked who holds the lock.'],
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

const UNKNOWN: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['health that no answer came of', { health: { state: 'unknown', why: 'no answer' } }],
  ['health that nobody asked for', { health: { state: 'not-asked', why: null } }],
  ['health that a later version calls otherwise', { health: { state: 'fair' } }],
  ['health that is left out', { health: null }],
  ['a platform that does not say what runs', { drift: null, running: null }],
  ['nothing recorded, and nothing that runs', { commit: null, running: null, drift: false }],
  ['nothing recorded, and nothing asked', { commit: null, running: null, drift: null }],
  ['a lock that cannot be reached', { lock: { state: 'unreachable' } }],
  ['a lock that nobody asked for', { lock: { state: 'not-asked' } }],
  ['a lock that is left out', { lock: null }],
];

test.each(UNKNOWN)('%s has no tick, in no row, and is no trouble', (_, given) => {
  const places = placesOf(given);
  const [, row] = deploymentRows(places, NOW);
  const status = deploymentStatus(places, '10:00');
  expect(row?.label).toMatch(/^[?–] /);
  expect(status?.text).toMatch(/^\$\(question\)/);
  expect(status?.isTrouble).toBe(false);
  const known = lines(deploymentRows(placesOf(), NOW)[1]?.children ?? []);
  const ticks = lines(row?.children ?? []).filter((line) => line.startsWith('✓'));
  expect(ticks).toHaveLength(known.filter((line) => line.startsWith('✓')).length - 1);
});

test('the worst of what was seen of a place is its sign, and its item in the status bar names all of it', () => {
  const given = { health: { state: 'ill' }, drift: null, lock: { state: 'not-asked' } };
  const status = deploymentStatus(placesOf(given), '10:00');
  expect(status?.text).toMatch(/^\$\(warning\)/);
  expect(status?.tooltip).toMatch(/\n✗ [^]*\n\? [^]*\n– [^]*\n✓ /);
});

test('a lock that somebody has is told, and is no trouble', () => {
  const places = placesOf({ lock: { state: 'held', holder: 'bob', reason: 'promote' } });
  expect(lines(deploymentRows(places, NOW)).join('\n')).toContain('… Locked by bob | promote');
  expect(deploymentStatus(places, '10:00')?.isTrouble).toBe(false);
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
  expect(told).toContain('… promote bbbbbbbbbb | waits: 0 of 1 approvals, started by agent');
  expect(told).toContain('… promote bbbbbbbbbb | interrupted, started by agent: run `Resume Deployment...`');
  expect(told).toContain('… rollback bbbbbbbbbb | waits for resume, started by agent');
  expect(told).toContain('  ✗ promote cccccccccc | failed, rolled back · 30 min · agent');
  const [open, over] = [
    row?.children.find(({ label }) => label.startsWith('… rollback')),
    row?.children.at(-1)?.children[0],
  ];
  // A screen reader reads nothing else.
  expect(open?.tooltip).toMatch(/^… rollback bbbbbbbbbb\s+waits for resume[^]*rollback-3$/);
  expect(over?.tooltip).toMatch(/^✗ promote cccccccccc\s+failed, rolled back[^]*503[^]*promote-1$/);
});

test.each([
  ['done', '✓'],
  ['rolled-back', '✗'],
  ['stuck', '✗'],
  ['abandoned', '–'],
  ['expired', '–'],
  ['what a later version calls otherwise', '?'],
])('a run that ended as %s has the sign %s', (outcome, sign) => {
  const run = { run: 'promote-1', kind: 'promote', commit: 'c'.repeat(40), outcome, at: '', by: 'agent' };
  const [, row] = deploymentRows(placesOf({ history: [run] }), NOW);
  expect(row?.children.at(-1)?.children[0]?.label).toBe(`${sign} promote cccccccccc`);
});

test('an age is told in its largest unit, and a time that cannot be read as it is', () => {
  const ages = ['2026-11-21T09:59:30Z', '2026-11-21T09:01:00Z', '2026-11-20T10:00:00Z', 'yesterday'];
  expect(ages.map((at) => ageText(at, NOW))).toEqual(['0 min', '59 min', '1 d', 'yesterday']);
});
